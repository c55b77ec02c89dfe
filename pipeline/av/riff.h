// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>

namespace cityfm::av {

/// The frames that a WAV's `data` chunk states (RIFF, and RF64 by EBU Tech 3306), whether the file holds them
/// or not; 0 where it does not say, as recorders do that never came to close the file.
std::int64_t wav_declared_frames(const std::filesystem::path& path);

}  // namespace cityfm::av
