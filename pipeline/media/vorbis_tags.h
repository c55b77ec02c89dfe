// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include "pipeline/media/tags.h"

namespace cityfm::media {

/// Vorbis comments of an Opus file (RFC 7845, section 5.2) or of FLAC. False when the file could not be
/// saved.
bool write_opus(const std::filesystem::path& path, const Tags& tags);
bool write_flac(const std::filesystem::path& path, const Tags& tags);

/// Nothing where the file is of another format.
std::optional<Tags> read_opus(const std::filesystem::path& path);
std::optional<Tags> read_flac(const std::filesystem::path& path);

}  // namespace cityfm::media
