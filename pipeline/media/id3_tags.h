// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include "pipeline/media/tags.h"

namespace cityfm::media {

/// ID3v2.3 with UTF-16 texts, and no other tag (id3.org/id3v2.3.0). False when the file could not be saved.
bool write_id3(const std::filesystem::path& path, const Tags& tags);

/// The same in a chunk of a WAV, and what has a place there in its INFO list.
bool write_wav_id3(const std::filesystem::path& path, const Tags& tags);

/// Nothing where there is no ID3v2 tag.
std::optional<Tags> read_id3(const std::filesystem::path& path);
std::optional<Tags> read_wav_id3(const std::filesystem::path& path);

}  // namespace cityfm::media
