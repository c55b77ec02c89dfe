// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "pipeline/model/facts.h"

namespace cityfm::media {

/// What the picture is, or why it cannot be used; it never throws for a bad picture.
model::ImageFacts inspect_artwork(const std::filesystem::path& path);

/// A place where a picture is shown smaller than it is: how large it may be there.
struct PictureSize {
    int most_side;  ///< pixels
    std::size_t most_bytes;
};
inline constexpr PictureSize in_sound_files{1400, 300'000};
inline constexpr PictureSize in_chapters{600, 100'000};
inline constexpr PictureSize large_thumbnail{600, 150'000};
inline constexpr PictureSize small_thumbnail{300, 60'000};

/// The picture as a JPEG of that size at most. Throws `bad_artwork`.
std::string scaled(const std::filesystem::path& path, const PictureSize& size);

/// A picture as directories take it.
struct WholePicture {
    std::string bytes;
    std::string extension;
    std::string type;
};

/// A PNG or JPEG as it is; a GIF, BMP, WebP or TIFF as a JPEG of at most 3000 pixels. Throws `bad_artwork`.
WholePicture whole(const std::filesystem::path& path);

}  // namespace cityfm::media
