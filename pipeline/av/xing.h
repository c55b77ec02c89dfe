// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "pipeline/av/sound_info.h"

namespace cityfm::av {

/// What the Xing or Info header of an MP3 states, whether the file holds it or not. FFmpeg forgets it as soon
/// as the file is shorter than stated.
struct XingHeader {
    std::int64_t frames = 0;         ///< without what players are to leave out
    std::optional<Gapless> gapless;  ///< where an encoder wrote it: its delay and its padding
};

/// Reads the header from the first 256 bytes of a frame; nothing if it has no header with a count of frames.
std::optional<XingHeader> xing_in(std::string_view frame);

}  // namespace cityfm::av
