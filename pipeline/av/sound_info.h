// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace cityfm::av {

/// A rate in frames per second and a number of channels.
struct SoundFormat {
    int sample_rate = 0;
    int channels = 0;

    bool operator==(const SoundFormat&) const = default;
};

/// Frames that a file tells players to leave out, before its sound and behind it.
struct Gapless {
    std::int64_t start_frames = 0;
    std::int64_t end_frames = 0;

    bool operator==(const Gapless&) const = default;
};

/// What a sound file says of itself before it is decoded.
struct SoundInfo {
    std::string container;
    std::string codec;
    SoundFormat format;
    std::int64_t declared_frames = 0;  ///< by its header; 0 when it does not say, or only guesses
    double duration_seconds = 0;       ///< declared or estimated; 0 when unknown
    bool guesses_duration = false;     ///< it is guessed from the bitrate at the begin, and may be far off
    std::int64_t bits_per_second = 0;  ///< 0 when unknown
    std::optional<Gapless> gapless;    ///< where the file says so
};

}  // namespace cityfm::av
