// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include "pipeline/media/tags.h"

namespace cityfm::media {

/// Vorbis comments of an Opus file (RFC 7845, section 5.2). False when the file could not be saved.
bool write_vorbis(const std::filesystem::path& path, const Tags& tags);

/// Nothing where the file is not Opus.
std::optional<Tags> read_vorbis(const std::filesystem::path& path);

}  // namespace cityfm::media
