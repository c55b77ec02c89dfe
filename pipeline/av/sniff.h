// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace cityfm::av {

/// The name of the demuxer for a sound file, by its first bytes alone; empty for anything else. Names and
/// extensions count for nothing, so that a playlist called `.mp3` is not followed.
std::string sniff_sound(std::string_view head);

/// The first bytes of a file, as many as tell what it is. Throws on error.
std::string head_of(const std::filesystem::path& path);

/// The format of a picture by its first bytes: `png`, `jpeg`, `gif`, `bmp`, `webp` or `tiff`, else empty.
std::string sniff_picture(std::string_view head);

/// What a PNG or JPEG states of itself, before it is decoded.
struct PictureHeader {
    std::string format;  ///< as `sniff_picture()` gives it
    int width = 0;       ///< pixels; 0 where it is not read
    int height = 0;
    int components = 0;  ///< of a JPEG: 1 grey, 3 colours, 4 for a printing press
};
PictureHeader read_picture_header(std::string_view bytes);

}  // namespace cityfm::av
