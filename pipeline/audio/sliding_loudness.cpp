// SPDX-License-Identifier: MIT
#include "pipeline/audio/sliding_loudness.h"

#include <cmath>

namespace cityfm::audio {
namespace {

constexpr std::size_t momentary_hops = 40;
constexpr std::size_t short_term_hops = 300;
constexpr std::int64_t hops_a_second = 100;

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
    : format_(format), weighting_(format.sample_rate, format.channels), hops_(short_term_hops) {
    for (int channel = 0; channel < format.channels; ++channel) {
        weights_.push_back(channel_weight(channel, format.channels));
    }
    hop_end_ = format.sample_rate / hops_a_second;
}

void SlidingLoudness::push(std::span<const float> samples) {
    const auto channels = static_cast<std::size_t>(format_.channels);
    for (std::size_t at = 0; at < samples.size(); at += channels) {
        for (std::size_t channel = 0; channel < channels; ++channel) {
            if (weights_[channel] == 0) continue;
            const double value = weighting_(channel, static_cast<double>(samples[at + channel]));
            sum_ += weights_[channel] * value * value;
        }
        if (++frame_ == hop_end_) end_hop();
    }
}

void SlidingLoudness::end_hop() {
    hops_[static_cast<std::size_t>(hop_) % short_term_hops] =
        sum_ / static_cast<double>(hop_end_ - hop_start_);
    ++hop_;
    sum_ = 0;
    hop_start_ = hop_end_;
    hop_end_ = (hop_ + 1) * format_.sample_rate / hops_a_second;
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
