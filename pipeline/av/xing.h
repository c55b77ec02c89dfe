// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>

namespace cityfm::av {

/// The frames that the Xing or Info header of an MP3 states, without the encoder's delay and padding where it
/// tells them, whether the file holds them or not; 0 where there is no such header. FFmpeg forgets the figure
/// as soon as the file is shorter than stated.
std::int64_t mp3_declared_frames(const std::filesystem::path& path);

}  // namespace cityfm::av
