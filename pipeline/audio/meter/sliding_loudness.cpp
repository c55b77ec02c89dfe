// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter/sliding_loudness.h"

#include <algorithm>

#include "pipeline/audio/meter/gated_loudness.h"

namespace cityfm::audio {

void SlidingLoudness::Range::see(double energy) {
    if (most < 0 || energy > most) most = energy;
    if (least < 0 || energy < least) least = energy;
}

void SlidingLoudness::add(const HopEnergies::Hop& hop) {
    last_[hop_ % short_term_hops] = hop;
    ++hop_;
    if (hop_ >= momentary_hops) {
        const double energy = mean_of_last(momentary_hops);
        momentary_.see(energy);
        if (hop_ >= HopEnergies::hops_a_second) late_momentary_.see(energy);
        tenth_.momentary = std::max(tenth_.momentary, static_cast<float>(energy));
    }
    if (hop_ % 10 != 0) return;
    if (hop_ >= short_term_hops) {
        const double energy = mean_of_last(short_term_hops);
        short_term_.see(energy);
        tenth_.short_term = static_cast<float>(energy);
    }
    tenths_.push_back(tenth_);
    tenth_ = {};
}

double SlidingLoudness::mean_of_last(std::size_t hops) const {
    double sum = 0;
    std::int64_t frames = 0;
    for (std::size_t i = 1; i <= hops; ++i) {
        const HopEnergies::Hop& hop = last_[(hop_ - i) % short_term_hops];
        sum += hop.square_sum;
        frames += hop.frames;
    }
    return sum / static_cast<double>(frames);
}

SlidingLoudness::Extremes SlidingLoudness::extremes() const {
    return {lufs_of(momentary_.most), lufs_of(short_term_.most), lufs_of(late_momentary_.least),
            lufs_of(short_term_.least)};
}

}  // namespace cityfm::audio
