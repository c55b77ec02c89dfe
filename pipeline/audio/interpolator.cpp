// SPDX-License-Identifier: MIT
#include "pipeline/audio/interpolator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cityfm::audio {

std::vector<std::vector<double>> interpolator_phases(int factor) {
    constexpr int length = 49;
    std::vector<std::vector<double>> phases(static_cast<std::size_t>(factor - 1));
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

double interpolator_bound(const std::vector<std::vector<double>>& phases) {
    double bound = 1;
    for (const auto& phase : phases) {
        double sum = 0;
        for (const double coefficient : phase) sum += std::abs(coefficient);
        bound = std::max(bound, sum);
    }
    return bound;
}

Interpolator::Interpolator() {
    const auto all = interpolator_phases(4);
    for (std::size_t phase = 0; phase < phases; ++phase)
        std::copy(all[phase].begin(), all[phase].end(), coefficients_[phase].begin());
    bound_ = interpolator_bound(all);
}

double Interpolator::peak(const double* newest_first) const {
    double most = std::abs(newest_first[delay]);
    for (const auto& phase : coefficients_) {
        double sum = 0;
        for (std::size_t i = 0; i < taps; ++i) sum += phase[i] * newest_first[i];
        most = std::max(most, std::abs(sum));
    }
    return most;
}

}  // namespace cityfm::audio
