// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace cityfm::audio {

/// The pre-filter and RLB filter of ITU-R BS.1770-4, annex 1, for any rate, in double.
class KWeighting {
  public:
    KWeighting(int sample_rate, int channels);

    /// The weighted value of the next sample of `channel`.
    double operator()(std::size_t channel, double sample);

  private:
    struct Biquad {
        double b0, b1, b2, a1, a2;
    };
    static Biquad shelf(int sample_rate);
    static Biquad high_pass(int sample_rate);

    std::array<Biquad, 2> biquads_;
    std::vector<std::array<std::array<double, 2>, 2>> state_;  ///< channel, biquad, delay
};

/// How much a channel counts (BS.1770-4, table 3), in the order of FFmpeg's default layouts: 1, 1.41 for the
/// surrounds, 0 for the low-frequency channel.
double channel_weight(int channel, int channels);

}  // namespace cityfm::audio
