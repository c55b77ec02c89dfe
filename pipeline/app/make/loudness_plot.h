// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/app/observer.h"
#include "pipeline/audio/meter/loudness.h"
#include "pipeline/audio/meter/loudness_curve.h"

namespace cityfm::app {

/// What a picture of a sound's loudness over time shows.
struct LoudnessPlot {
    std::string title;
    audio::LoudnessCurve curve;
    audio::Loudness figures;
    std::optional<double> target_lufs = {};
    std::optional<double> ceiling_dbtp = {};
    std::vector<double> limiter_gains = {};  ///< the least of each second, linear; empty where none worked
};

/// The picture as SVG: momentary loudness as an area, short-term as a line, target and ceiling as lines, and
/// what the limiter took away hanging from the ceiling. The same plot, the same bytes.
std::string to_svg(const LoudnessPlot& plot, const Words& words);

}  // namespace cityfm::app
