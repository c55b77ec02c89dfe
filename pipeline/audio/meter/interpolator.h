// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace cityfm::audio {

/// A phase's coefficients, the newest sample's first.
using Phase = std::vector<double>;

/// The coefficients of libebur128's interpolator by `factor`: a Hann-windowed sinc of 49 taps in phases,
/// whose first one, the sample itself, is left out.
std::vector<Phase> interpolator_phases(int factor);

/// The largest sum of a phase's absolute coefficients: no interpolated value exceeds this times the largest
/// sample under the taps.
double interpolator_bound(const std::vector<Phase>& phases);

/// The largest absolute value of so many samples.
float largest_absolute(const float* samples, std::size_t count);

/// How many frames are looked at together.
inline constexpr std::size_t interpolated_block = 64;

/// Calls `on_value(i, value)` for each of `frames`, at most a block, at which the sound, interpolated by
/// `phase`, may lie over `floor`: products in float choose, the value is computed in double and in the order
/// of the taps. `newest` is the sample of frame 0; a block's worth is read from there on, and the taps'
/// before it. `largest` is the largest absolute sample of all these.
template <class OnValue>
void interpolate_over(double floor, const Phase& phase, const float* newest, std::size_t frames,
                      double largest, const OnValue& on_value) {
    // Twelve or twenty-four products in float are wrong by less than this part of the largest sample.
    constexpr double float_error = 4e-6;
    std::array<float, interpolated_block> screen{};
    for (std::size_t tap = 0; tap < phase.size(); ++tap) {
        const auto coefficient = static_cast<float>(phase[tap]);
        const float* from = newest - tap;
        for (std::size_t i = 0; i < interpolated_block; ++i) screen[i] += coefficient * from[i];
    }
    const double chosen_over = floor - float_error * largest;
    for (std::size_t i = 0; i < frames; ++i) {
        if (std::abs(static_cast<double>(screen[i])) <= chosen_over) continue;
        double sum = 0;
        for (std::size_t tap = 0; tap < phase.size(); ++tap)
            sum += static_cast<double>(*(newest + i - tap)) * phase[tap];
        on_value(i, std::abs(sum));
    }
}

}  // namespace cityfm::audio
