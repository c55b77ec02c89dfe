// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>

#include "pipeline/audio/meter.h"
#include "pipeline/av/reader.h"

namespace cityfm::audio {

/// How far a piece of work is, from 0 to 1.
using OnFraction = std::function<void(double)>;

/// What was found in a sound file, all of it decoded.
struct Measured {
    av::SoundInfo info;
    std::int64_t frames = 0;
    int damages = 0;  ///< packets that could not be decoded
    Loudness loudness;

    double duration_seconds() const {
        return info.format.sample_rate > 0 ? static_cast<double>(frames) / info.format.sample_rate : 0;
    }
    /// True when the file holds clearly less sound than its header states.
    bool ends_early() const { return frames + info.format.sample_rate / 10 < info.declared_frames; }
};

/// Decodes the file at its own rate and measures it. Throws as av::Reader does, `no_sound_in_it` where there
/// is not one frame, and `interrupted`.
Measured measure_file(const std::filesystem::path& path, Metering metering, const std::stop_token& stop = {},
                      const OnFraction& on_fraction = {});

/// Throws `interrupted` when the end was asked for.
void check_stop(const std::stop_token& stop);

}  // namespace cityfm::audio
