// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "pipeline/audio/meter/hop_energies.h"

namespace cityfm::audio {

/// Momentary and short-term loudness (EBU Tech 3341) over time, by sums over hops of 10 ms: momentary looked
/// at every 10 ms, short-term every 100 ms.
class SlidingLoudness {
  public:
    void add(const HopEnergies::Hop& hop);

    /// The highest and lowest in LUFS; nothing before the window was full once, or in silence.
    struct Extremes {
        std::optional<double> max_momentary, max_short_term, min_momentary, min_short_term;
    };
    Extremes extremes() const;

    /// A tenth of a second: the loudest momentary in it and the short-term at its end, as energies, negative
    /// while their windows are not full.
    struct Tenth {
        float momentary = -1;
        float short_term = -1;
    };
    const std::vector<Tenth>& tenths() const { return tenths_; }

  private:
    static constexpr std::size_t momentary_hops = 40;
    static constexpr std::size_t short_term_hops = 300;

    /// Mean-square energies; negative before the first look.
    struct Range {
        double least = -1;
        double most = -1;
        void see(double energy);
    };
    double mean_of_last(std::size_t hops) const;

    std::array<HopEnergies::Hop, short_term_hops> last_{};  ///< a ring
    std::size_t hop_ = 0;                                   ///< hops so far
    Range momentary_, late_momentary_, short_term_;
    Tenth tenth_;
    std::vector<Tenth> tenths_;
};

}  // namespace cityfm::audio
