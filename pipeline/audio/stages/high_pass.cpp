// SPDX-License-Identifier: MIT
#include "pipeline/audio/stages/high_pass.h"

#include <cmath>
#include <numbers>

namespace cityfm::audio {

HighPass::HighPass(Stage& next, int channels) : next_(next), channels_(static_cast<std::size_t>(channels)) {
    const double k = std::tan(std::numbers::pi * corner_hertz / house_rate);
    const double norm = 1 / (1 + std::numbers::sqrt2 * k + k * k);
    b0_ = norm;
    b1_ = -2 * norm;
    b2_ = norm;
    a1_ = 2 * (k * k - 1) * norm;
    a2_ = (1 - std::numbers::sqrt2 * k + k * k) * norm;
}

void HighPass::push(std::span<const float> samples) {
    block_.resize(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        // Transposed direct form II.
        State& state = channels_[at_];
        const double in = samples[i];
        const double out = b0_ * in + state.first;
        state.first = b1_ * in - a1_ * out + state.second;
        state.second = b2_ * in - a2_ * out;
        block_[i] = static_cast<float>(out);
        if (++at_ == channels_.size()) at_ = 0;
    }
    next_.push(block_);
}

}  // namespace cityfm::audio
