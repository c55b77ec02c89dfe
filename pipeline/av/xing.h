// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "pipeline/av/sound_info.h"

namespace cityfm::av {

/// What the Xing or Info header of an MP3 states, whether the file holds it or not. FFmpeg forgets it as soon
/// as the file is shorter than stated.
struct XingHeader {
    std::int64_t frames = 0;         ///< without what players are to leave out
    std::optional<Gapless> gapless;  ///< where an encoder wrote it: its delay and its padding
};

/// Nothing where there is no such header with a count of frames.
std::optional<XingHeader> read_xing(const std::filesystem::path& path);

}  // namespace cityfm::av
