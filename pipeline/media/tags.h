// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/model/show.h"

namespace cityfm::media {

/// A part of the sound that players can jump to. It ends where the next one begins, the last one with the
/// sound.
struct TagChapter {
    std::int64_t start_ms = 0;
    std::string title;
    std::string link = {};
    std::string picture = {};  ///< a JPEG; empty for none

    bool operator==(const TagChapter&) const = default;
};

/// What is known of the sound once it was encoded, and measured as listeners decode it.
struct SoundFigures {
    double duration_seconds = 0;  ///< from frames counted at the encoder
    std::optional<double> integrated_lufs = {};
    std::optional<double> true_peak_dbtp = {};

    bool operator==(const SoundFigures&) const = default;
};

/// What a delivered file says of itself, whatever its format.
struct Tags {
    std::string title;
    std::string title_sort;
    std::string artist;  ///< the show, as podcasts have it
    std::string artist_sort;
    std::string show;
    std::string show_sort;
    std::string publisher;
    std::string publisher_sort;
    std::string category;     ///< Apple's name of the first one
    std::string keywords;     ///< separated by commas
    std::string summary;      ///< one paragraph
    std::string description;  ///< plain text, lines kept
    std::string guid;         ///< the episode's
    std::string feed;         ///< its public address
    std::string page;         ///< the show's page
    std::string date;         ///< local, ISO 8601, to the minute as ID3v2.3 has it: `2026-11-22T20:00`
    std::string language;     ///< ISO 639-2, three letters
    std::string copyright;
    std::string words;  ///< what is said, as plain text
    std::optional<int> number;
    std::optional<int> season;
    std::vector<TagChapter> chapters;
    std::string picture;  ///< a JPEG; empty for none
    SoundFigures sound;

    bool operator==(const Tags&) const = default;
};

/// A text of tags, by the name that programs know it by.
struct NamedText {
    std::string_view name;
    std::string Tags::*value;
};

/// All of them.
inline constexpr auto named_texts = std::to_array<NamedText>({
    {"title", &Tags::title},         {"title_sort", &Tags::title_sort},
    {"artist", &Tags::artist},       {"artist_sort", &Tags::artist_sort},
    {"show", &Tags::show},           {"show_sort", &Tags::show_sort},
    {"publisher", &Tags::publisher}, {"publisher_sort", &Tags::publisher_sort},
    {"category", &Tags::category},   {"keywords", &Tags::keywords},
    {"summary", &Tags::summary},     {"description", &Tags::description},
    {"guid", &Tags::guid},           {"feed", &Tags::feed},
    {"page", &Tags::page},           {"date", &Tags::date},
    {"language", &Tags::language},   {"copyright", &Tags::copyright},
    {"words", &Tags::words},
});

/// Where a chapter ends, in milliseconds.
std::int64_t end_of_chapter(const Tags& tags, std::size_t index);

/// The tags of an episode, still without pictures and figures. Pure.
Tags tags_for(const model::Show& show, const model::Episode& episode);

/// SHA-256 over all fields and over the pictures that they are to hold, given by the digests of their files:
/// the episode's, then each chapter's, empty for none. What follows from the sound is left out. Equal tags,
/// equal digest, before anything is scaled.
std::string digest_of(const Tags& tags, const std::vector<std::string>& pictures_sha256);

/// Copies the sound of an encoded file of a format (`mp3`, `m4a`, `opus`, `flac`, `wav`) to `to` with these
/// tags and no others: ID3v2.3 in UTF-16 for `mp3` and `wav`, atoms and chapters in both forms for `m4a`,
/// Vorbis comments for `opus` and `flac`. What tags the file had counts for nothing: equal sound and equal
/// tags are equal bytes. Throws `tags_not_written`, and `unreadable_sound` for
/// tags that were made to do harm.
void write_tagged(const std::filesystem::path& encoded, const std::string& format, const Tags& tags,
                  const std::filesystem::path& to);

/// Reads the tags of a file of a format; empty fields for what it does not say.
Tags read_tags(const std::filesystem::path& path, const std::string& format);

}  // namespace cityfm::media
