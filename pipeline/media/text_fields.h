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
    bool is_read;  ///< of the places that hold the same text, the one that is read back
};

/// All of them, in the order in which ID3 frames are written. ID3 keeps the comment in a frame of its own
/// kind.
inline constexpr auto text_fields = std::to_array<TextField>({
    {&Tags::title, "TIT2", "\251nam", "TITLE", true},
    {&Tags::title_sort, "TSOT", "sonm", "TITLESORT", true},
    {&Tags::show, "TPE1", "\251ART", "ARTIST", false},
    {&Tags::show_sort, "TSOP", "soar", "ARTISTSORT", false},
    {&Tags::show, "TALB", "\251alb", "ALBUM", true},
    {&Tags::show_sort, "TSOA", "soal", "ALBUMSORT", true},
    {&Tags::author, "TPE2", "aART", "ALBUMARTIST", true},
    {&Tags::author, "TPUB", nullptr, "ORGANIZATION", false},
    {&Tags::copyright, "TCOP", "cprt", "COPYRIGHT", true},
    {nullptr, "TCON", "\251gen", "GENRE", false},
    {&Tags::language, "TLAN", "----:com.apple.iTunes:LANGUAGE", "LANGUAGE", true},
    // ID3v2.3 saves it as TYER, TDAT and TIME.
    {&Tags::date, "TDRC", "\251day", "DATE", true},
    {&Tags::comment, nullptr, "ldes", nullptr, false},
    {&Tags::comment, nullptr, "\251cmt", "COMMENT", true},
});

inline const std::string& text_in(const Tags& tags, const TextField& field) {
    static const std::string genre = "Podcast";
    return field.value != nullptr ? tags.*field.value : genre;
}

}  // namespace cityfm::media
