// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "pipeline/av/file_bytes.h"

namespace cityfm::av {

/// Where the tags after the sound begin: ID3v1, Lyrics3, ID3v2 with a footer, and APE tags whose header says
/// the same as their footer. The end of the file where there are none.
std::int64_t before_tags(FileBytes& file, std::int64_t begin);

/// Where the zero bytes begin that end at `end`.
std::int64_t before_zeros(FileBytes& file, std::int64_t begin, std::int64_t end);

}  // namespace cityfm::av
