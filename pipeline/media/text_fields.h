// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>

#include "pipeline/media/tags.h"

namespace cityfm::media {

/// One text of a file's tags, and where each format keeps it; null where a format has no place for it.
struct TextField {
    std::string Tags::*value;  ///< null for the genre, which is the same for every podcast
    const char* id3;
    const char* mp4;
    const char* vorbis;
};

/// All of them, in the order in which they are written. Of the places that hold the same text, the first one
/// that says something is read.
inline constexpr auto text_fields = std::to_array<TextField>({
    {&Tags::title, "TIT2", "\251nam", "TITLE"},
    {&Tags::title_sort, "TSOT", "sonm", "TITLESORT"},
    {&Tags::artist, "TPE1", "\251ART", "ARTIST"},
    {&Tags::artist_sort, "TSOP", "soar", "ARTISTSORT"},
    {&Tags::show, "TALB", "\251alb", "ALBUM"},
    {&Tags::show_sort, "TSOA", "soal", "ALBUMSORT"},
    {&Tags::publisher, "TPE2", "aART", "ALBUMARTIST"},
    {&Tags::publisher, "TPUB", nullptr, "ORGANIZATION"},
    {&Tags::publisher_sort, "TSO2", "soaa", "ALBUMARTISTSORT"},
    {nullptr, "TCON", "\251gen", "GENRE"},
    {&Tags::category, "TCAT", "catg", nullptr},
    {&Tags::keywords, "TKWD", "keyw", nullptr},
    {&Tags::summary, "TIT3", "desc", "DESCRIPTION"},
    {&Tags::description, "TDES", "ldes", nullptr},
    {&Tags::description, "COMM", "\251cmt", "COMMENT"},
    {&Tags::guid, "TGID", "egid", "PODCASTGUID"},
    {&Tags::feed, "WFED", "purl", "PODCASTURL"},
    {&Tags::page, "WOAF", nullptr, nullptr},
    // ID3v2.3 saves it as TYER, TDAT and TIME.
    {&Tags::date, "TDRC", "\251day", "DATE"},
    {&Tags::language, "TLAN", "----:com.apple.iTunes:LANGUAGE", "LANGUAGE"},
    {&Tags::copyright, "TCOP", "cprt", "COPYRIGHT"},
    {&Tags::copyright, nullptr, nullptr, "LICENSE"},
    {&Tags::words, "USLT", "\251lyr", "LYRICS"},
});

inline const std::string& text_in(const Tags& tags, const TextField& field) {
    static const std::string genre = "Podcast";
    return field.value != nullptr ? tags.*field.value : genre;
}

/// Takes what was read of a field, unless another of its places said it before.
inline void take(Tags& tags, const TextField& field, const std::string& text) {
    if (field.value != nullptr && (tags.*field.value).empty()) tags.*field.value = text;
}

}  // namespace cityfm::media
