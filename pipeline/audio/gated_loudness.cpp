// SPDX-License-Identifier: MIT
#include "pipeline/audio/gated_loudness.h"

#include <cmath>

namespace cityfm::audio {
namespace {

constexpr std::size_t hops_a_block = 4;  // blocks of 400 ms that overlap by three quarters

double to_lufs(double energy) {
    return -0.691 + 10.0 * std::log10(energy);
}

double to_energy(double lufs) {
    return std::pow(10.0, (lufs + 0.691) / 10.0);
}

/// The mean of the blocks over a gate; 0 where there is none.
double mean_over(const std::vector<double>& blocks, double gate) {
    double sum = 0;
    std::size_t count = 0;
    for (const double block : blocks) {
        if (block <= gate) continue;
        sum += block;
        ++count;
    }
    return count > 0 ? sum / static_cast<double>(count) : 0;
}

}  // namespace

GatedLoudness::GatedLoudness(av::SoundFormat format, bool dual_mono) : energies_(format, 10, dual_mono) {}

void GatedLoudness::push(std::span<const float> samples) {
    energies_.push(samples, [this](double energy) { hops_.push_back(energy); });
}

std::optional<double> GatedLoudness::integrated_lufs() const {
    std::vector<double> blocks;
    for (std::size_t end = hops_a_block; end <= hops_.size(); ++end) {
        double sum = 0;
        for (std::size_t i = end - hops_a_block; i < end; ++i) sum += hops_[i];
        blocks.push_back(sum / hops_a_block);
    }
    const double loud = mean_over(blocks, to_energy(-70));
    if (loud <= 0) return std::nullopt;
    return to_lufs(mean_over(blocks, loud / 10));  // 10 LU under the mean of what is not silence
}

}  // namespace cityfm::audio
