// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "pipeline/audio/stages/stage.h"

namespace cityfm::audio {

/// What is done about the two channels of a recording.
enum class ChannelFix { none, left_to_both, right_to_both, invert_left, invert_right };

/// Mends the channels of a stereo sound, and mixes them into one where one is wanted.
class FixChannels final : public Stage {
  public:
    FixChannels(Stage& next, ChannelFix fix, int channels_out);
    void push(std::span<const float> samples) override;
    void finish() override { next_.finish(); }

  private:
    Stage& next_;
    ChannelFix fix_;
    bool mixes_;
    std::vector<float> block_;
};

}  // namespace cityfm::audio
