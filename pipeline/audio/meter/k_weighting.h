// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "pipeline/av/sound_info.h"

namespace cityfm::audio {

/// The pre-filter and RLB filter of ITU-R BS.1770-4, annex 1, for any rate, in double, and the energy behind
/// them. Two channels go side by side; the order of every sum is fixed, so that all machines agree.
class KWeighting {
  public:
    /// `weights` has a channel's share of the energy each.
    KWeighting(int sample_rate, const std::vector<double>& weights);

    /// Adds the weighted squares of so many interleaved frames.
    void add(const float* samples, std::size_t frames);

    /// What was added since the last call.
    double take_sum();

  private:
    using Pair = double __attribute__((vector_size(16)));
    struct Biquad {
        double b0, b1, b2, a1, a2;
    };
    /// Two channels: their places in a frame, their weights, the last two values of each signal, and the sum.
    struct Lane {
        std::array<std::size_t, 2> channels;
        Pair weights;
        Pair x1, x2, y1, y2, z1, z2;
        Pair sum;
    };
    static Biquad shelf(int sample_rate);
    static Biquad high_pass(int sample_rate);

    Biquad shelf_;
    Biquad high_pass_;
    std::size_t channels_;
    std::vector<Lane> lanes_;
};

/// How much each channel counts (BS.1770-4, tables 3 and 4): 1, 1.41 for those at the sides (60 to 120
/// degrees), 0 for the low-frequency channels.
std::vector<double> channel_weights(const av::SoundFormat& format);

}  // namespace cityfm::audio
