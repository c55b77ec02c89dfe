// SPDX-License-Identifier: MIT
#include "pipeline/audio/stages/gain.h"

#include <algorithm>

#include "pipeline/audio/meter/loudness.h"

namespace cityfm::audio {

Gain::Gain(Stage& next, double gain_db) : next_(next), factor_(static_cast<float>(from_db(gain_db))) {}

void Gain::push(std::span<const float> samples) {
    if (factor_ == 1.0F) {
        next_.push(samples);
        return;
    }
    block_.resize(samples.size());
    std::transform(samples.begin(), samples.end(), block_.begin(), [this](float x) { return x * factor_; });
    next_.push(block_);
}

}  // namespace cityfm::audio
