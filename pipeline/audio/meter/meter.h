// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "pipeline/audio/meter/hop_energies.h"
#include "pipeline/audio/meter/loudness.h"
#include "pipeline/audio/meter/sliding_loudness.h"
#include "pipeline/audio/meter/true_peak.h"
#include "pipeline/audio/stages/stage.h"
#include "pipeline/av/reader.h"

namespace cityfm::audio {

/// The K-weighting of BS.1770-4 has a shelf at 1.7 kHz, which has to lie well below half the rate.
inline constexpr int least_metered_rate = 8000;

/// What a meter is asked.
struct Metering {
    bool dual_mono = false;                       ///< one channel counts as two loudspeakers playing it
    bool peaks = true;                            ///< true peak and sample peak, too
    std::optional<double> peaks_above_dbtp = {};  ///< lists the instants over it
    std::int64_t peaks_from = 0;                  ///< the first frame whose peak counts
    bool reference = false;                       ///< libebur128 is asked as well
};

/// A loudness meter at the end of the sound's way. Its figures are libebur128's: of the true peak every bit,
/// of the loudness at least a millionth of a LU at rates that 10 divides.
class Meter final : public Stage {
  public:
    explicit Meter(av::SoundFormat format, const Metering& metering = {});

    void push(std::span<const float> samples) override;
    void finish() override {}

    /// The figures of everything pushed so far.
    Loudness loudness() const;

    /// The energies of 100 ms.
    const std::vector<double>& tenths() const { return tenths_; }

    const SlidingLoudness& sliding() const { return sliding_; }

    /// The instants over `peaks_above_dbtp`.
    std::vector<OverPeak> peaks() const;

  private:
    void add(const HopEnergies::Hop& hop);

    HopEnergies energies_;
    HopEnergies::Hop tenth_{};
    int hops_of_tenth_ = 0;
    std::vector<double> tenths_;
    SlidingLoudness sliding_;
    std::optional<TruePeak> peak_;
};

}  // namespace cityfm::audio
