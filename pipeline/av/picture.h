// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cityfm::av {

/// What a picture file is, once it was decoded.
struct PictureInfo {
    std::string format;  ///< as `sniff_picture()` names it
    int width = 0;
    int height = 0;
    bool rgb = true;           ///< false for grey pictures
    bool cmyk = false;         ///< a JPEG in the colours of a printing press
    bool upright = true;       ///< false where EXIF says that it has to be turned
    bool srgb = true;          ///< false where a profile gives its colours another meaning, and for CMYK
    bool transparent = false;  ///< a PNG of a kind that can be
    std::size_t bytes = 0;
};

// Errors have only the argument `reason`: the caller adds `path`.

/// Decodes the picture. Throws `bad_artwork` when it cannot be, or when it has more than 64 million pixels.
PictureInfo inspect_picture(std::string_view bytes);

/// The picture as a JPEG of at most `most_side` pixels a side and `most_bytes` bytes: upright, in sRGB and
/// without metadata. Throws `bad_artwork`.
std::string to_jpeg(std::string_view bytes, int most_side, std::size_t most_bytes);

/// The same as a PNG with transparency, of any number of bytes.
std::string to_png(std::string_view bytes, int most_side);

/// A square PNG of one colour: the cover of a show that has none yet.
std::string plain_png(int side, unsigned char red, unsigned char green, unsigned char blue);

}  // namespace cityfm::av
