// SPDX-License-Identifier: MIT
#include "pipeline/audio/listen/channel_fix.h"

namespace cityfm::audio {

FixChannels::FixChannels(Stage& next, ChannelFix fix, int channels_out)
    : next_(next), fix_(fix), mixes_(channels_out == 1) {}

void FixChannels::push(std::span<const float> samples) {
    block_.clear();
    for (std::size_t i = 0; i + 1 < samples.size(); i += 2) {
        float left = samples[i];
        float right = samples[i + 1];
        switch (fix_) {
            case ChannelFix::none:
                break;
            case ChannelFix::left_to_both:
                right = left;
                break;
            case ChannelFix::right_to_both:
                left = right;
                break;
            case ChannelFix::invert_left:
                left = -left;
                break;
            case ChannelFix::invert_right:
                right = -right;
                break;
        }
        if (mixes_) {
            block_.push_back(0.5F * left + 0.5F * right);
        } else {
            block_.push_back(left);
            block_.push_back(right);
        }
    }
    next_.push(block_);
}

}  // namespace cityfm::audio
