// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "pipeline/audio/job.h"
#include "pipeline/audio/meter/loudness.h"
#include "pipeline/audio/spill.h"

namespace cityfm::audio {

/// A sound that lies in a spill.
struct SpilledSound {
    std::filesystem::path path;
    std::int64_t frames = 0;
    int channels = 2;
};

/// What is done to a sound as it passes.
struct Treatment {
    double gain_db = 0;
    std::optional<double> ceiling_dbtp = {};  ///< of a limiter behind the gain; nothing: no limiter
    bool dual_mono = false;
    bool peaks = false;  ///< whether peaks are measured, too
};

/// What was measured of it as it left.
struct Passed {
    std::optional<double> integrated_lufs;
    std::optional<double> true_peak_dbtp;
    /// The least gain of the limiter in each second; empty without one.
    std::vector<double> limiter_gains;
    /// The highest sample of each 10 ms of what left, linear.
    std::vector<float> peaks;
    /// What it takes away, in dB, during more than a hundredth of the time in which there is sound.
    double sustained_work_db = 0;
    /// Where it takes most away, in seconds.
    std::vector<double> hardest_seconds;
};

/// The most that a limiter with these gains took away, in dB. Pure.
double limiter_work_db(const std::vector<double>& gains);

/// Sends a sound through gain, limiter and meter, and into `out` where there is one. It goes in chunks of a
/// minute, on as many threads as are free; each is entered so much earlier that limiter and meter have
/// forgotten how they began, so that the number of threads changes nothing.
Passed pass(const SpilledSound& sound, const Treatment& treatment, Spill* out, const Job& job);

}  // namespace cityfm::audio
