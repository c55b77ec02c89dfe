// SPDX-License-Identifier: MIT
#include "pipeline/audio/sliding_loudness.h"

#include <cmath>

namespace cityfm::audio {
namespace {

constexpr std::size_t momentary_hops = 40;
constexpr std::size_t short_term_hops = 300;
constexpr int hops_a_second = 100;

std::optional<double> to_lufs(double energy) {
    if (energy <= 0) return std::nullopt;
    return -0.691 + 10.0 * std::log10(energy);
}

}  // namespace

void SlidingLoudness::Range::see(double energy) {
    if (most < 0 || energy > most) most = energy;
    if (least < 0 || energy < least) least = energy;
}

SlidingLoudness::SlidingLoudness(av::SoundFormat format)
    : energies_(format, hops_a_second, false), hops_(short_term_hops) {}

void SlidingLoudness::push(std::span<const float> samples) {
    energies_.push(samples, [this](double energy) { end_hop(energy); });
}

void SlidingLoudness::end_hop(double hop_energy) {
    hops_[static_cast<std::size_t>(hop_) % short_term_hops] = hop_energy;
    ++hop_;
    if (hop_ >= static_cast<std::int64_t>(momentary_hops)) {
        const double energy = mean_of_last(momentary_hops);
        momentary_.see(energy);
        if (hop_ >= hops_a_second) late_momentary_.see(energy);
    }
    if (hop_ >= static_cast<std::int64_t>(short_term_hops) && hop_ % 10 == 0) {
        short_term_.see(mean_of_last(short_term_hops));
    }
}

double SlidingLoudness::mean_of_last(std::size_t hops) const {
    double sum = 0;
    for (std::size_t i = 1; i <= hops; ++i)
        sum += hops_[(static_cast<std::size_t>(hop_) - i) % short_term_hops];
    return sum / static_cast<double>(hops);
}

SlidingLoudness::Extremes SlidingLoudness::extremes() const {
    return {to_lufs(momentary_.most), to_lufs(short_term_.most), to_lufs(late_momentary_.least),
            to_lufs(short_term_.least)};
}

}  // namespace cityfm::audio
