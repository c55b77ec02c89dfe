// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cityfm::av {

/// What stands before each frame of a stream that needs no container.
struct FrameHeader {
    int kind = 0;  ///< of the stream: version and layer
    int sample_rate = 0;
    int samples = 0;               ///< of each channel
    std::int64_t bytes = 0;        ///< of the frame, with its header
    bool begins = false;           ///< no frame of the same file is before it
    std::int64_t all_samples = 0;  ///< of the file, where a first frame states them

    /// True for frames that can follow each other in one stream.
    bool fits(const FrameHeader& other) const {
        return kind == other.kind && sample_rate == other.sample_rate;
    }
};

/// Reads the header at the start of `bytes`; nothing where a field has a value that is not allowed.
using FrameReader = std::optional<FrameHeader> (*)(std::string_view bytes);

/// The longest header of all kinds.
inline constexpr std::size_t most_header_bytes = 32;

/// Of MPEG audio (ISO 11172-3, 2.4.2.3; ISO 13818-3; MPEG 2.5), but not of "free format", which no encoder in
/// use writes.
std::optional<FrameHeader> mpeg_frame(std::string_view bytes);
/// Of AAC in ADTS (ISO 14496-3, 1.A.2).
std::optional<FrameHeader> adts_frame(std::string_view bytes);
/// Of AC-3 and E-AC-3 (ETSI TS 102 366, 4.3, 4.4, annex E.1.2).
std::optional<FrameHeader> ac3_frame(std::string_view bytes);
/// Of a block of WavPack 4 and 5, of which several make a frame of more than two channels; only the first of
/// them has samples. Rates that are no usual ones are not read.
std::optional<FrameHeader> wavpack_block(std::string_view bytes);

/// True where `bytes` begin with four whole frames of one kind, which chance does not make.
bool starts_frames(std::string_view bytes, FrameReader read);
/// As many bytes as four frames have, but for blocks of WavPack.
inline constexpr std::size_t enough_for_frames = 1U << 15U;

/// FFmpeg's demuxer for a stream that begins with such a frame: `ac3` or `eac3`.
std::string_view ac3_demuxer(std::string_view bytes);

}  // namespace cityfm::av
