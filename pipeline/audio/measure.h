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
    std::vector<OverPeak> peaks;  ///< instants over what was asked for

    double duration_seconds() const {
        return info.format.sample_rate > 0 ? static_cast<double>(frames) / info.format.sample_rate : 0;
    }
    /// True when the file holds clearly less sound than its header states.
    bool ends_early() const { return frames + info.format.sample_rate / 10 < info.declared_frames; }
};

/// How a file is to be measured.
struct Measuring {
    Metering metering = Metering::delivered;
    bool dual_mono = false;
    std::optional<double> peaks_above_dbtp = {};  ///< lists the instants over it
    /// What is decoded beyond is not sound, but the codec's filling.
    std::optional<std::int64_t> most_frames = {};
};

/// Decodes the file at its own rate and measures it. Throws as av::Reader does, `no_sound_in_it` where there
/// is not one frame, and `interrupted`.
Measured measure_file(const std::filesystem::path& path, const Measuring& measuring,
                      const std::stop_token& stop = {}, const OnFraction& on_fraction = {});

/// Throws `interrupted` when the end was asked for.
void check_stop(const std::stop_token& stop);

}  // namespace cityfm::audio
