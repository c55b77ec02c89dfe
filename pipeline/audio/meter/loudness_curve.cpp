// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter/loudness_curve.h"

#include <algorithm>

#include "pipeline/audio/meter/gated_loudness.h"

namespace cityfm::audio {

LoudnessCurve curve_of(std::span<const SlidingLoudness::Tenth> tenths, std::size_t most_points) {
    const std::size_t together = std::max<std::size_t>(1, (tenths.size() + most_points - 1) / most_points);
    LoudnessCurve curve{static_cast<double>(together) / 10, {}};
    for (std::size_t at = 0; at < tenths.size(); at += together) {
        const auto part = tenths.subspan(at, std::min(together, tenths.size() - at));
        float momentary = -1;
        for (const SlidingLoudness::Tenth& tenth : part) momentary = std::max(momentary, tenth.momentary);
        curve.points.push_back(
            {lufs_of(static_cast<double>(momentary)), lufs_of(static_cast<double>(part.back().short_term))});
    }
    return curve;
}

}  // namespace cityfm::audio
