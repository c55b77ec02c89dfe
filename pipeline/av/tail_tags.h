// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "pipeline/av/file_bytes.h"

namespace cityfm::av {

/// Finds where the tags at the end of a file begin: ID3v1, Lyrics3, ID3v2 with a footer, and APE tags whose
/// header repeats their footer. Returns the end of the file if it has no such tag.
std::int64_t before_tags(FileBytes& file, std::int64_t begin);

/// Where the tag ends that begins at a place: ID3v2 (and the next ones, and zeros), ID3v1, or APE with a
/// header; the place itself where there is none.
std::int64_t behind_tag(FileBytes& file, std::int64_t at);

/// Finds where the zero bytes before `end` begin.
std::int64_t before_zeros(FileBytes& file, std::int64_t begin, std::int64_t end);

/// How many zero bytes stand before `end`, where they are more than any chunk of silence; else 0.
std::int64_t zeros_before(FileBytes& file, std::int64_t begin, std::int64_t end);

}  // namespace cityfm::av
