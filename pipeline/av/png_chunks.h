// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace cityfm::av {

/// A chunk of a PNG (ISO 15948, 5.3).
struct PngChunk {
    std::string_view name;
    std::string_view content;
    std::string_view bytes;  ///< all of it, with length and checksum
};

/// Reads a PNG chunk by chunk, from IHDR to IEND.
class PngChunks {
  public:
    static constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";

    explicit PngChunks(std::string_view bytes) : bytes_(bytes) {}

    /// The next chunk; nothing after IEND. Throws `bad_artwork` for a chunk that ends after the file or in
    /// the wrong place, and for a PNG without IEND.
    std::optional<PngChunk> next();

  private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool ended_ = false;
};

}  // namespace cityfm::av
