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

std::int64_t wav_declared_frames(const std::filesystem::path& path) {
    constexpr std::int64_t unknown = 0xFFFFFFFF;
    FileBytes file(path);
    std::int64_t block = 0;
    std::int64_t long_size = 0;
    for (const RiffChunk& chunk : riff_chunks(file)) {
        if (chunk.name == "data") {
            const std::int64_t stated = chunk.size() == unknown ? long_size : chunk.size();
            return block > 0 ? stated / block : 0;
        }
        if (chunk.name == "fmt " && chunk.size() >= 16)
            block = little_endian(file.at(chunk.content() + 12, 2));
        if (chunk.name == "ds64" && chunk.size() >= 24)
            long_size = little_endian(file.at(chunk.content() + 8, 8));
    }
    return 0;
}

}  // namespace cityfm::av
