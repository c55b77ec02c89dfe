// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/av/sound_info.h"

struct AVChannelLayout;

namespace cityfm::av {

/// Gives a layout that says only how many channels there are FFmpeg's usual places, but three channels none
/// for low frequencies: mixing to two would drop it.
void settle_layout(AVChannelLayout& layout);

/// The format of sound with a layout, settled.
SoundFormat sound_format(int sample_rate, const AVChannelLayout& layout);

/// FFmpeg's name of the format's layout.
std::string layout_name(const SoundFormat& format);

/// The places of the channels, a bit each, lowest first; 0 where FFmpeg knows no layout of so many channels.
std::uint64_t speakers_of(const SoundFormat& format);

}  // namespace cityfm::av
