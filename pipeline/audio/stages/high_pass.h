// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <vector>

#include "pipeline/audio/stages/stage.h"

namespace cityfm::audio {

/// Takes out a constant offset and rumble that no one hears: a Butterworth high-pass of second order at 20
/// Hz, for sound at `house_rate`.
class HighPass final : public Stage {
  public:
    static constexpr double corner_hertz = 20;

    HighPass(Stage& next, int channels);
    void push(std::span<const float> samples) override;
    void finish() override { next_.finish(); }

  private:
    struct State {
        double first = 0;
        double second = 0;
    };

    Stage& next_;
    std::vector<State> channels_;
    std::size_t at_ = 0;  ///< the channel of the next sample
    double b0_, b1_, b2_, a1_, a2_;
    std::vector<float> block_;
};

}  // namespace cityfm::audio
