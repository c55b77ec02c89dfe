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
    ByteParts bytes;
    double lost_before_seconds =
        0;  ///< silence in place of what was lost between the part before and this one
};

/// Real files have a handful of parts; the bound is for those that are made to be slow.
inline constexpr std::size_t most_parts = 1000;

/// Where the sound lies in a file, by its bytes: which junk surrounds it, where it is damaged, and whether it
/// goes on where its header says that it ends.
struct SoundLayout {
    std::vector<SoundPart> parts;
    double declared_seconds = 0;     ///< by the headers; 0 when they do not say
    double seconds = 0;              ///< counted; 0 when it was not
    std::optional<Gapless> gapless;  ///< of the first part
    Losses losses;                   ///< those that are too short to be heard as a hole
};

/// The layout of what a demuxer of ours reads, from `begin` on. Throws on error.
SoundLayout layout_of(FileBytes& file, const std::string& demuxer, std::int64_t begin);

/// The same of a WAV, of MPEG audio, of an MP4, and of Matroska and WebM.
SoundLayout wav_layout(FileBytes& file, std::int64_t begin);
SoundLayout mpeg_layout(FileBytes& file, std::int64_t begin);
SoundLayout mp4_layout(FileBytes& file, std::int64_t begin);
SoundLayout matroska_layout(FileBytes& file, std::int64_t begin);

}  // namespace cityfm::av
