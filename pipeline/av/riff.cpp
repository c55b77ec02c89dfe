// SPDX-License-Identifier: MIT
#include "pipeline/av/riff.h"

namespace cityfm::av {

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
        // An odd chunk has a zero byte behind it, or had a careless writer.
        at = size % 2 != 0 && file.at(end, 1) == std::string(1, '\0') ? end + 1 : end;
    }
    return chunks;
}

}  // namespace cityfm::av
