// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cityfm::av {

/// What the four bytes before each frame of MPEG audio say (ISO 11172-3, 2.4.2.3; ISO 13818-3; MPEG 2.5).
struct MpegHeader {
    int version = 1;  ///< 1, 2, or 25 for MPEG 2.5
    int layer = 3;
    int sample_rate = 0;
    int kbps = 0;
    int samples = 0;  ///< of each channel
    bool mono = false;
    std::int64_t bytes = 0;  ///< of the frame, with its header

    /// True for frames that can follow each other in one stream.
    bool fits(const MpegHeader& other) const {
        return version == other.version && layer == other.layer && sample_rate == other.sample_rate;
    }
};

/// The header at the start of `bytes`; nothing where a field has a value that is not allowed, and for frames
/// of "free format", which no encoder in use writes.
std::optional<MpegHeader> mpeg_header(std::string_view bytes);

/// The same for a frame of AAC in ADTS (ISO 14496-3, 1.A.2).
struct AdtsHeader {
    int rate_index = 0;
    std::int64_t bytes = 0;

    bool fits(const AdtsHeader& other) const { return rate_index == other.rate_index; }
};
std::optional<AdtsHeader> adts_header(std::string_view bytes);

}  // namespace cityfm::av
