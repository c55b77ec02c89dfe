// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "pipeline/audio/loudness.h"
#include "pipeline/audio/stage.h"
#include "pipeline/audio/true_peak.h"
#include "pipeline/av/reader.h"

namespace cityfm::audio {

/// How much a meter is asked; each costs more time than the one before.
enum class Metering {
    integrated,  ///< integrated loudness alone, by our own meter
    peaks,       ///< and true peak and sample peak
    delivered,   ///< integrated loudness and range by libebur128, and the peaks
    full,        ///< and the extremes of momentary and short-term loudness
};

/// A loudness meter at the end of the sound's way.
class Meter final : public Stage {
  public:
    /// With `dual_mono` one channel counts as two loudspeakers playing it. `peaks_above_dbtp` lists instants.
    Meter(av::SoundFormat format, Metering metering, bool dual_mono = false,
          std::optional<double> peaks_above_dbtp = {});
    Meter(const Meter&) = delete;
    Meter& operator=(const Meter&) = delete;
    ~Meter() override;

    void push(std::span<const float> samples) override;
    void finish() override {}

    /// The figures of everything pushed so far.
    Loudness loudness() const;

    /// The instants over `peaks_above_dbtp`.
    std::vector<OverPeak> peaks() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace cityfm::audio
