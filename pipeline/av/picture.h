// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace cityfm::av {

/// What a picture file is, once it was decoded.
struct PictureInfo {
    std::string format;  ///< as `sniff_picture()` names it
    int width = 0;
    int height = 0;
    bool rgb = true;    ///< false for grey pictures
    bool cmyk = false;  ///< a JPEG in the colours of a printing press
    std::size_t bytes = 0;
};

/// Decodes the picture. Throws `bad_artwork` when it cannot be, or when it has more than 64 million pixels.
PictureInfo inspect_picture(const std::filesystem::path& path);

/// The picture as a JPEG of at most `most_side` pixels a side and `most_bytes` bytes. Throws `bad_artwork`.
std::string to_jpeg(const std::filesystem::path& path, int most_side, std::size_t most_bytes);

/// A square PNG of one colour: the cover of a show that has none yet.
std::string plain_png(int side, unsigned char red, unsigned char green, unsigned char blue);

}  // namespace cityfm::av
