// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "pipeline/audio/hop_energies.h"

namespace cityfm::audio {

/// Integrated loudness (BS.1770-4, annex 1) by energies of 100 ms: as libebur128 gives it to 0.001 LU, in a
/// third of its time. The solve asks it; what is delivered is measured by libebur128.
class GatedLoudness {
  public:
    /// With `dual_mono` one channel counts as two loudspeakers playing it.
    GatedLoudness(av::SoundFormat format, bool dual_mono);

    void push(std::span<const float> samples);

    /// In LUFS; nothing in silence or before 400 ms.
    std::optional<double> integrated_lufs() const;

  private:
    HopEnergies energies_;
    std::vector<double> hops_;  ///< mean squares, ten a second
};

}  // namespace cityfm::audio
