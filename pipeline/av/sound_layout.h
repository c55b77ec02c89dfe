// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/av/byte_parts.h"
#include "pipeline/av/sound_info.h"

namespace cityfm::av {

/// One of the sounds that a file holds one after the other: most hold one, files that were joined by `cat`
/// several.
struct SoundPart {
    std::string demuxer;
    ByteParts bytes;
    double lost_before_seconds = 0;    ///< silence in place of what was lost between two parts
    std::int64_t missing_bytes = 0;    ///< stated, but after the end of the file
    bool header_states_length = true;  ///< the length in the header is that of the sound
};

/// Real files have a handful of parts; the bound is for those that are made to be slow.
inline constexpr std::size_t most_parts = 1000;

/// Where the sound lies in a file, by its bytes: which junk surrounds it, where it is damaged, and whether it
/// goes on where its header says that it ends.
struct SoundLayout {
    std::vector<SoundPart> parts;
    std::int64_t end = 0;            ///< of the file that was looked at; another one may follow
    double declared_seconds = 0;     ///< by the headers; 0 when they do not say
    double seconds = 0;              ///< counted; 0 when it was not
    std::optional<Gapless> gapless;  ///< of the first part
    Losses losses;                   ///< those that are too short to be heard as a hole

    void add_part(const std::string& demuxer, Span span);
};

/// The layout of what lies in a file from `begin` on: a file that a demuxer of ours reads, and those that
/// were joined to it, of whatever format. Throws on error.
SoundLayout layout_of(FileBytes& file, const std::string& demuxer, std::int64_t begin);

/// The same of one format: WAV; MPEG audio, AAC, AC-3 and WavPack, which are frames without a container; MP4;
/// Matroska and WebM; Ogg; FLAC; and containers that state how long they are. Those of the same format that
/// follow may be among the parts.
SoundLayout wav_layout(FileBytes& file, std::int64_t begin);
SoundLayout frames_layout(FileBytes& file, const std::string& demuxer, std::int64_t begin);
SoundLayout mp4_layout(FileBytes& file, std::int64_t begin);
SoundLayout matroska_layout(FileBytes& file, std::int64_t begin);
SoundLayout ogg_layout(FileBytes& file, std::int64_t begin);
SoundLayout flac_layout(FileBytes& file, std::int64_t begin);
SoundLayout sized_layout(FileBytes& file, const std::string& demuxer, std::int64_t begin);

/// True for a size of RIFF that programs write which do not know it and cannot come back to it. Other sizes
/// near these are those of recorders that begin a new file at 2 or 4 GiB.
bool is_placeholder(std::int64_t size);

}  // namespace cityfm::av
