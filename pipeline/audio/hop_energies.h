// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/audio/k_weighting.h"
#include "pipeline/av/reader.h"

namespace cityfm::audio {

/// The K-weighted energy of a sound, over its channels, hop by hop: what every loudness of BS.1770-4 is made
/// of.
class HopEnergies {
  public:
    /// With `dual_mono` one channel counts as two loudspeakers playing it.
    HopEnergies(av::SoundFormat format, int hops_a_second, bool dual_mono);

    /// Calls `on_hop(mean_square)` for each hop that ends in `samples`.
    template <class OnHop>
    void push(std::span<const float> samples, const OnHop& on_hop) {
        for (std::size_t at = 0; at < samples.size(); at += weights_.size()) {
            take(&samples[at]);
            if (frame_ < hop_end_) continue;
            const double energy = sum_ / static_cast<double>(hop_end_ - hop_start_);
            start_hop();
            on_hop(energy);
        }
    }

  private:
    void take(const float* frame) {
        for (std::size_t channel = 0; channel < weights_.size(); ++channel) {
            if (weights_[channel] == 0) continue;
            const double value = weighting_(channel, static_cast<double>(frame[channel]));
            sum_ += weights_[channel] * value * value;
        }
        ++frame_;
    }
    void start_hop();

    KWeighting weighting_;
    std::vector<double> weights_;
    std::int64_t sample_rate_;
    std::int64_t hops_a_second_;
    std::int64_t hop_ = 0;  ///< hops ended so far; rates that do not divide get hops a frame apart in length
    std::int64_t hop_start_ = 0;
    std::int64_t hop_end_ = 0;
    std::int64_t frame_ = 0;
    double sum_ = 0;
};

}  // namespace cityfm::audio
