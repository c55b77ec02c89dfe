// SPDX-License-Identifier: MIT
#include "pipeline/av/png_chunks.h"

#include "pipeline/av/bad_artwork.h"
#include "pipeline/av/file_bytes.h"

namespace cityfm::av {

std::optional<PngChunk> PngChunks::next() {
    constexpr std::size_t around_bytes = 12;  // a chunk's length, name and checksum
    if (ended_) return std::nullopt;
    const bool first = at_ == 0;
    if (first) {
        if (!bytes_.starts_with(signature)) throw bad_artwork("PNG/JPEG?");
        at_ = signature.size();
    }
    if (bytes_.size() - at_ < around_bytes) throw bad_artwork("PNG: IEND");
    const auto size = static_cast<std::size_t>(big_endian(bytes_.substr(at_, 4)));
    if (size > bytes_.size() - at_ - around_bytes) throw bad_artwork("PNG: IEND");
    const PngChunk chunk{bytes_.substr(at_ + 4, 4), bytes_.substr(at_ + 8, size),
                         bytes_.substr(at_, around_bytes + size)};
    at_ += chunk.bytes.size();
    ended_ = chunk.name == "IEND";
    if (first != (chunk.name == "IHDR")) throw bad_artwork("PNG: IHDR");
    return chunk;
}

}  // namespace cityfm::av
