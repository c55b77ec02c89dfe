// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/av/file_bytes.h"

namespace cityfm::av {

/// A file that begins inside another one.
struct Joined {
    std::string demuxer;  ///< empty if no file begins there
    std::int64_t begin = 0;

    explicit operator bool() const { return !demuxer.empty(); }
};

/// The file that surely begins at a place, or behind tags there: chance makes no such header, or four such
/// frames.
Joined joined_at(FileBytes& file, std::int64_t at);

/// The next place from `at` on where a file with a header begins, or else the end of the file.
std::int64_t find_joined(FileBytes& file, std::int64_t at);

}  // namespace cityfm::av
