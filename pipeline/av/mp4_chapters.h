// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <vector>

#include "pipeline/av/muxer.h"

namespace cityfm::av {

/// Copies the sound of an MP4 packet by packet to `to`, with these chapters in both forms that players read:
/// Nero's list (`chpl`, titles of at most 255 bytes, the first 255) and a QuickTime text track. The index
/// stands before the sound; nothing else is copied. Throws as Input and Muxer do.
void copy_with_chapters(const std::filesystem::path& from, const std::vector<Chapter>& chapters,
                        const std::filesystem::path& to);

/// The chapters that an MP4 holds, from its text track or its list; none where it has none.
std::vector<Chapter> mp4_chapters(const std::filesystem::path& path);

}  // namespace cityfm::av
