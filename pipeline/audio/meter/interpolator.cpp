// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter/interpolator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cityfm::audio {

std::vector<Phase> interpolator_phases(int factor) {
    constexpr int length = 49;
    std::vector<Phase> phases(static_cast<std::size_t>(factor - 1));
    for (int j = 0; j < length; ++j) {
        const int phase = j % factor;
        if (phase == 0) continue;
        const double m = j - (length - 1) / 2.0;
        const double sinc = std::sin(m * std::numbers::pi / factor) / (m * std::numbers::pi / factor);
        const double window = 0.5 * (1.0 - std::cos(2.0 * std::numbers::pi * j / (length - 1)));
        phases[static_cast<std::size_t>(phase - 1)].push_back(sinc * window);
    }
    return phases;
}

double interpolator_bound(const std::vector<Phase>& phases) {
    double bound = 1;
    for (const Phase& phase : phases) {
        double sum = 0;
        for (const double coefficient : phase) sum += std::abs(coefficient);
        bound = std::max(bound, sum);
    }
    return bound;
}

float largest_absolute(const float* samples, std::size_t count) {
    // Side by side, so that no comparison waits for the one before.
    std::array<float, 8> lanes{};
    std::size_t i = 0;
    for (; i + lanes.size() <= count; i += lanes.size()) {
        for (std::size_t lane = 0; lane < lanes.size(); ++lane)
            lanes[lane] = std::max(lanes[lane], std::abs(samples[i + lane]));
    }
    float largest = *std::max_element(lanes.begin(), lanes.end());
    for (; i < count; ++i) largest = std::max(largest, std::abs(samples[i]));
    return largest;
}

}  // namespace cityfm::audio
