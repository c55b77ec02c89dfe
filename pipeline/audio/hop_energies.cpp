// SPDX-License-Identifier: MIT
#include "pipeline/audio/hop_energies.h"

namespace cityfm::audio {

HopEnergies::HopEnergies(av::SoundFormat format, int hops_a_second, bool dual_mono)
    : weighting_(format.sample_rate, format.channels),
      sample_rate_(format.sample_rate),
      hops_a_second_(hops_a_second),
      hop_end_(sample_rate_ / hops_a_second_) {
    for (int channel = 0; channel < format.channels; ++channel)
        weights_.push_back(channel_weight(channel, format.channels));
    if (dual_mono && format.channels == 1) weights_[0] = 2;
}

void HopEnergies::start_hop() {
    ++hop_;
    sum_ = 0;
    hop_start_ = hop_end_;
    hop_end_ = (hop_ + 1) * sample_rate_ / hops_a_second_;
}

}  // namespace cityfm::audio
