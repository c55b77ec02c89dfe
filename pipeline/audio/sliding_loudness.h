// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "pipeline/audio/hop_energies.h"

namespace cityfm::audio {

/// The extremes of momentary and short-term loudness (EBU Tech 3341), by sums over energies of 10 ms.
class SlidingLoudness {
  public:
    explicit SlidingLoudness(av::SoundFormat format);

    void push(std::span<const float> samples);

    /// The highest and lowest in LUFS; nothing before the window was full once, or in silence.
    struct Extremes {
        std::optional<double> max_momentary, max_short_term, min_momentary, min_short_term;
    };
    Extremes extremes() const;

  private:
    /// Mean-square energies; negative before the first look.
    struct Range {
        double least = -1;
        double most = -1;
        void see(double energy);
    };
    void end_hop(double hop_energy);
    double mean_of_last(std::size_t hops) const;

    HopEnergies energies_;
    std::vector<double> hops_;  ///< a ring of the last 300 energies
    std::int64_t hop_ = 0;      ///< hops ended so far
    Range momentary_, late_momentary_, short_term_;
};

}  // namespace cityfm::audio
