// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/model/facts.h"

namespace cityfm::media {

// Pictures come as bytes that were read once, so that the ones that were checked are the ones that are
// published. Errors have only the argument `reason`: the caller adds `path`.

/// How large a file with a picture may be.
inline constexpr std::uintmax_t most_artwork_bytes = 64U << 20U;

/// What the picture is, or why it cannot be used; it never throws for a bad picture.
model::ImageFacts inspect_artwork(std::string_view bytes);

/// Whether the picture says where it was taken, in EXIF or XMP.
bool carries_position(std::string_view bytes);

/// A place where a picture is shown smaller than it is: how large it may be there.
struct PictureSize {
    int most_side;  ///< pixels
    std::size_t most_bytes;
};
inline constexpr PictureSize in_sound_files{1400, 300'000};
inline constexpr PictureSize in_chapters{600, 100'000};
inline constexpr PictureSize large_thumbnail{600, 150'000};
inline constexpr PictureSize small_thumbnail{300, 60'000};

/// The picture as a JPEG of that size at most: upright, in sRGB and without metadata. Throws `bad_artwork`.
std::string scaled(std::string_view bytes, const PictureSize& size);

/// A picture as directories take it.
struct WholePicture {
    std::string bytes;
    std::string extension;
    std::string type;
};

/// The picture without the metadata of its camera, which may tell where it was taken. A PNG or JPEG that is
/// upright and in sRGB keeps its pixels, bit for bit. Any other picture becomes a JPEG of at most 3000 pixels
/// that is both, or a PNG where it can be transparent. Throws `bad_artwork`.
WholePicture whole(std::string_view bytes);

}  // namespace cityfm::media
