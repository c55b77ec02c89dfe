// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "pipeline/media/tags.h"

namespace cityfm::media {

/// ID3v2.3 with UTF-16 texts, and no other tag (id3.org/id3v2.3.0). False when the file could not be saved.
bool write_id3(const std::filesystem::path& path, const Tags& tags);

/// The same in a chunk of a WAV, and what has a place there in its INFO list.
bool write_wav_id3(const std::filesystem::path& path, const Tags& tags);

/// Nothing where there is no ID3 tag; an ID3v1 tag counts where there is no other.
std::optional<Tags> read_id3(const std::filesystem::path& path);
std::optional<Tags> read_wav_id3(const std::filesystem::path& path);

/// What of an ID3v2 tag's making matters to players.
struct Id3Traits {
    int version = 0;                   ///< 2, 3 or 4 for ID3v2.2 to 2.4, 1 for ID3v1; 0 for no tag
    bool long_chapter_frames = false;  ///< chapters hold texts of over 127 bytes
    bool contents_loop = false;        ///< tables of contents lead back into each other
    std::string text_encoding;         ///< of texts that claim to be Latin-1 and are not; else empty
};

/// Of an MP3, or of the chunk of a WAV.
Id3Traits id3_traits(const std::filesystem::path& path, const std::string& format);

}  // namespace cityfm::media
