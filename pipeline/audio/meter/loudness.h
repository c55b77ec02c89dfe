// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <optional>

namespace cityfm::audio {

/// What meters say of a sound. Nothing where there was only silence, or too little to fill the window.
struct Loudness {
    std::optional<double> integrated_lufs;  ///< gated, ITU-R BS.1770-4
    std::optional<double> range_lu;         ///< EBU Tech 3342
    std::optional<double> true_peak_dbtp;   ///< BS.1770-4, annex 2, of the loudest channel
    std::optional<double> sample_peak_dbfs;
    std::optional<double> max_momentary_lufs;   ///< over 400 ms, looked at every 10 ms
    std::optional<double> max_short_term_lufs;  ///< over 3 s, looked at every 100 ms
    std::optional<double> min_momentary_lufs;   ///< from 1 s on
    std::optional<double> min_short_term_lufs;  ///< from 3 s on
};

/// A gating block of BS.1770-4: what is shorter has no loudness.
inline constexpr double least_measured_seconds = 0.4;

inline double from_db(double decibel) {
    return std::pow(10.0, decibel / 20.0);
}
inline double to_db(double linear) {
    return 20.0 * std::log10(linear);
}

}  // namespace cityfm::audio
