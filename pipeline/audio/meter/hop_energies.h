// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

#include "pipeline/audio/meter/k_weighting.h"
#include "pipeline/av/reader.h"

namespace cityfm::audio {

/// The K-weighted energy of a sound over its channels, in hops of 10 ms: what every loudness of BS.1770-4 is
/// made of.
class HopEnergies {
  public:
    static constexpr int hops_a_second = 100;

    /// The energy of a hop; at rates that do not divide, hops are a frame apart in length.
    struct Hop {
        double square_sum;
        std::int64_t frames;
    };

    /// With `dual_mono` one channel counts as two loudspeakers playing it.
    HopEnergies(av::SoundFormat format, bool dual_mono);

    /// Calls `on_hop(Hop)` for each hop that ends in `samples`.
    template <class OnHop>
    void push(std::span<const float> samples, const OnHop& on_hop) {
        while (samples.size() >= channels_) {
            const std::size_t frames = std::min(samples.size() / channels_, missing_);
            weighting_.add(samples.data(), frames);
            samples = samples.subspan(frames * channels_);
            missing_ -= frames;
            if (missing_ == 0) on_hop(end_hop());
        }
    }

  private:
    Hop end_hop();

    KWeighting weighting_;
    std::size_t channels_;
    std::int64_t sample_rate_;
    std::int64_t hop_ = 0;     ///< hops ended so far
    std::size_t missing_ = 0;  ///< frames until the hop ends
};

}  // namespace cityfm::audio
