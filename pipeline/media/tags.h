// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "pipeline/model/show.h"

namespace cityfm::media {

/// What a delivered file says of itself, whatever its format.
struct Tags {
    std::string title;
    std::string title_sort;
    std::string show;
    std::string show_sort;
    std::string author;
    std::string date;      ///< local, ISO 8601, to the minute as ID3v2.3 has it: `2026-11-22T20:00`
    std::string comment;   ///< plain text, lines kept
    std::string language;  ///< ISO 639-2, three letters
    std::string copyright;
    std::optional<int> number;
    std::optional<int> season;
    std::string picture;  ///< a JPEG; empty for none

    bool operator==(const Tags&) const = default;
};

/// The tags of an episode, still without a picture. Pure.
Tags tags_for(const model::Show& show, const model::Episode& episode);

/// SHA-256 over all fields and over the picture that they are to hold, given by the digest of its file: equal
/// tags, equal digest, before anything is scaled.
std::string digest_of(const Tags& tags, const std::string& picture_sha256);

/// Replaces all tags of an encoded file: ID3v2.3 in UTF-16 for `mp3` and `wav`, atoms for
/// `m4a`, Vorbis comments for `opus` and `flac`. Tagging
/// twice gives the same bytes as tagging once. Throws `tags_not_written`.
void write_tags(const std::filesystem::path& path, const std::string& format, const Tags& tags);

/// Reads them back. Throws `tags_not_written` when the file has none.
Tags read_tags(const std::filesystem::path& path, const std::string& format);

}  // namespace cityfm::media
