// SPDX-License-Identifier: MIT
#include "pipeline/av/riff.h"

namespace cityfm::av {

std::int64_t next_chunk(FileBytes& file, std::int64_t end, std::int64_t size) {
    return size % 2 != 0 && file.view(end, 1) == std::string_view("\0", 1) ? end + 1 : end;
}

std::vector<RiffChunk> riff_chunks(FileBytes& file) {
    // Real files have a handful of chunks; the bound is for those that are made to be slow.
    constexpr std::size_t most_chunks = 1000;
    constexpr std::size_t header_bytes = 8;
    std::vector<RiffChunk> chunks;
    for (std::int64_t at = 12; at < file.size();) {
        const std::string header = file.at(at, header_bytes);
        if (header.size() < header_bytes) break;
        if (chunks.size() == most_chunks) return {};
        const std::int64_t size = little_endian(header.substr(4));
        const std::int64_t end = at + static_cast<std::int64_t>(header_bytes) + size;
        chunks.push_back({header.substr(0, 4), {at, end}});
        at = next_chunk(file, end, size);
    }
    return chunks;
}

}  // namespace cityfm::av
