// SPDX-License-Identifier: MIT
#include "pipeline/audio/listen/dips.h"

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <utility>

#include "pipeline/audio/meter/loudness.h"

namespace cityfm::audio {

Dips::Dips(Stage& next, int channels, std::vector<Dip> dips, std::int64_t frame)
    : next_(next), channels_(static_cast<std::size_t>(channels)), dips_(std::move(dips)), frame_(frame) {}

void Dips::push(std::span<const float> samples) {
    if (dips_.empty()) {
        next_.push(samples);
        return;
    }
    block_.assign(samples.begin(), samples.end());
    for (std::size_t at = 0; at < block_.size(); at += channels_, ++frame_) {
        while (first_ < dips_.size() && dips_[first_].frame + reach < frame_) ++first_;
        if (first_ == dips_.size() || dips_[first_].frame - reach > frame_) continue;
        const double gain = gain_at(frame_);
        for (std::size_t channel = 0; channel < channels_; ++channel) {
            float& sample = block_[at + channel];
            sample = static_cast<float>(static_cast<double>(sample) * gain);
        }
    }
    next_.push(block_);
}

double Dips::gain_at(std::int64_t frame) const {
    double deepest_db = 0;
    for (std::size_t i = first_; i < dips_.size() && dips_[i].frame - reach <= frame; ++i) {
        const auto away = static_cast<double>(std::abs(dips_[i].frame - frame));
        const double half = static_cast<double>(reach) / 2;
        const double share =
            away <= half ? 1.0 : 0.5 * (1 + std::cos(std::numbers::pi * std::min(1.0, (away - half) / half)));
        deepest_db = std::max(deepest_db, dips_[i].depth_db * share);
    }
    return from_db(-deepest_db);
}

}  // namespace cityfm::audio
