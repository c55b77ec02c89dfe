// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter/hop_energies.h"

namespace cityfm::audio {
namespace {

std::vector<double> weights_of(av::SoundFormat format, bool dual_mono) {
    std::vector<double> weights = channel_weights(format);
    if (dual_mono && format.channels == 1) weights[0] = 2;
    return weights;
}

/// The frame at which a hop begins.
std::int64_t start_of(std::int64_t hop, std::int64_t sample_rate) {
    return hop * sample_rate / HopEnergies::hops_a_second;
}

}  // namespace

HopEnergies::HopEnergies(av::SoundFormat format, bool dual_mono)
    : weighting_(format.sample_rate, weights_of(format, dual_mono)),
      channels_(static_cast<std::size_t>(format.channels)),
      sample_rate_(format.sample_rate),
      missing_(static_cast<std::size_t>(start_of(1, sample_rate_))) {}

HopEnergies::Hop HopEnergies::end_hop() {
    const std::int64_t start = start_of(hop_, sample_rate_);
    const std::int64_t end = start_of(hop_ + 1, sample_rate_);
    ++hop_;
    missing_ = static_cast<std::size_t>(start_of(hop_ + 1, sample_rate_) - end);
    return {weighting_.take_sum(), end - start};
}

}  // namespace cityfm::audio
