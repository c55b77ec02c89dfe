// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace cityfm::media {

// Each copies a file without the tags that it can find, and without the room that was left for them: what is
// tagged then does not hang on who tagged it before. What makes no sense stays as it is. Throws on file
// errors.

/// Without ID3v2 tags before the sound, and ID3v1 and APE tags behind it.
void copy_untagged_mp3(const std::filesystem::path& from, const std::filesystem::path& to);

/// Without comments, pictures and padding, and without ID3 tags around it all (RFC 9639, section 8).
void copy_untagged_flac(const std::filesystem::path& from, const std::filesystem::path& to);

/// Without its ID3 chunks and its lists.
void copy_untagged_wav(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace cityfm::media
