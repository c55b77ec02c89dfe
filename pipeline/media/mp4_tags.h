// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include "pipeline/media/tags.h"

namespace cityfm::media {

/// Copies the sound of an MP4 to `to`, with the chapters of the tags in both forms: Nero's list (`chpl`) and
/// a QuickTime text track. No other tags. The index stands before the sound.
void copy_mp4(const std::filesystem::path& from, const Tags& tags, const std::filesystem::path& to);

/// The atoms of an iTunes item list. False when the file could not be saved.
bool write_mp4(const std::filesystem::path& path, const Tags& tags);

/// Nothing where there is no item list.
std::optional<Tags> read_mp4(const std::filesystem::path& path);

}  // namespace cityfm::media
