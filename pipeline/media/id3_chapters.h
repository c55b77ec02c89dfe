// SPDX-License-Identifier: MIT
#pragma once

#include <id3v2tag.h>

#include <vector>

#include "pipeline/media/tags.h"

namespace cityfm::media {

/// Adds the chapters (id3v2-chapters-1.0), and the table of contents that leads to them: over tables of its
/// own where one cannot hold them all.
void add_chapters(TagLib::ID3v2::Tag& tag, const Tags& tags);

/// Chapters by time, whatever the tables of contents say: those may be missing, or lead in circles.
std::vector<TagChapter> chapters_of(const TagLib::ID3v2::Tag& tag);

/// True where a chapter holds a text of over 127 bytes.
bool has_long_chapter_frames(const TagLib::ID3v2::Tag& tag);

/// True where tables of contents lead back into each other.
bool contents_loop(const TagLib::ID3v2::Tag& tag);

}  // namespace cityfm::media
