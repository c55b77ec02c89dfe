// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include "pipeline/media/tags.h"

namespace cityfm::media {

/// The atoms of an iTunes item list. False when the file could not be saved.
bool write_mp4(const std::filesystem::path& path, const Tags& tags);

/// Nothing where there is no title.
std::optional<Tags> read_mp4(const std::filesystem::path& path);

}  // namespace cityfm::media
