// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "pipeline/audio/stages/stage.h"

namespace cityfm::audio {

/// Multiplies every sample by one factor.
class Gain final : public Stage {
  public:
    Gain(Stage& next, double gain_db);
    void push(std::span<const float> samples) override;
    void finish() override { next_.finish(); }

  private:
    Stage& next_;
    float factor_;
    std::vector<float> block_;
};

}  // namespace cityfm::audio
