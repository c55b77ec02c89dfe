// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "pipeline/audio/stages/stage.h"
#include "tests/support/sound/signals.h"

namespace cityfm::tests {

/// The end of a sound's way, which keeps it all.
class Collector final : public audio::Stage {
  public:
    void push(std::span<const float> block) override {
        samples.insert(samples.end(), block.begin(), block.end());
    }
    void finish() override { ++finished; }

    std::vector<float> samples;
    int finished = 0;
};

/// Plays a sound through a stage in blocks of so many frames.
inline void play(const Sound& sound, audio::Stage& stage, std::size_t frames) {
    const std::size_t step = frames * static_cast<std::size_t>(sound.channels);
    const std::span<const float> all(sound.samples);
    for (std::size_t at = 0; at < all.size(); at += step)
        stage.push(all.subspan(at, std::min(step, all.size() - at)));
    stage.finish();
}

}  // namespace cityfm::tests
