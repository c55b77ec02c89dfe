// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/av/file_bytes.h"

namespace cityfm::av {

/// A chunk of a RIFF file with its header, as it states its size: its end may lie past the file's.
struct RiffChunk {
    std::string name;
    Span span;

    /// Where its content begins, and how much of it is stated.
    std::int64_t content() const { return span.begin + 8; }
    std::int64_t size() const { return span.end - content(); }
};

/// Where the chunk after one of this size begins: an odd chunk is filled up by a zero byte, unless its writer
/// was careless.
std::int64_t next_chunk(FileBytes& file, std::int64_t end, std::int64_t size);

/// The chunks of a WAV, up to the first that reaches past the end; none where there are more than any file
/// has.
std::vector<RiffChunk> riff_chunks(FileBytes& file);

}  // namespace cityfm::av
