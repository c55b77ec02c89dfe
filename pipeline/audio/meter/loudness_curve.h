// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "pipeline/audio/meter/sliding_loudness.h"

namespace cityfm::audio {

/// Loudness over time, coarse enough to be drawn: of each point the loudest momentary and the last short-term
/// loudness, in LUFS; nothing in silence, or while the window is not full.
struct LoudnessCurve {
    struct Point {
        std::optional<double> momentary_lufs;
        std::optional<double> short_term_lufs;
    };
    double seconds_a_point = 1;
    std::vector<Point> points;
};

/// A curve of at most `most_points`, each of a whole number of tenths of a second. Pure.
LoudnessCurve curve_of(std::span<const SlidingLoudness::Tenth> tenths, std::size_t most_points = 1000);

}  // namespace cityfm::audio
