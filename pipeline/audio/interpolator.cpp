// SPDX-License-Identifier: MIT
#include "pipeline/audio/interpolator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cityfm::audio {

Interpolator::Interpolator() {
    constexpr int length = 49;
    constexpr int factor = 4;
    for (int j = 0; j < length; ++j) {
        const int phase = j % factor;
        if (phase == 0) continue;
        const double m = j - (length - 1) / 2.0;
        const double sinc = std::sin(m * std::numbers::pi / factor) / (m * std::numbers::pi / factor);
        const double window = 0.5 * (1.0 - std::cos(2.0 * std::numbers::pi * j / (length - 1)));
        coefficients_[static_cast<std::size_t>(phase - 1)][static_cast<std::size_t>(j / factor)] =
            sinc * window;
    }
    for (const auto& phase : coefficients_) {
        double sum = 0;
        for (const double coefficient : phase) sum += std::abs(coefficient);
        bound_ = std::max(bound_, sum);
    }
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
