// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/av/file_bytes.h"
#include "pipeline/core/codes.h"

namespace cityfm::av {

/// What a file is, by its bytes alone. Names and extensions count for nothing, so that a playlist called
/// `.mp3` is not followed.
struct Found {
    std::string demuxer;                          ///< of ours that reads it; empty where none does
    std::int64_t begin = 0;                       ///< where it begins, after zeros or the rest of a frame
    core::Code refusal = core::Code::unexpected;  ///< why it is not read
    std::string format;                           ///< what it is instead, where that is known
};

/// The demuxer for a sound file that begins with these bytes; empty for anything else.
std::string sniff_sound(std::string_view head);

/// The same for a file, whose sound may begin later: after a tag, zeros, or in the middle of a frame of a
/// stream. Throws on error.
Found find_sound(FileBytes& file);

/// True for a transport stream, which has a mark every 188 bytes, or every 192 where each packet has its time
/// before it (AVCHD), or every 204. Looks at no more than `enough_for_packets`.
bool is_transport_stream(std::string_view head);
inline constexpr std::size_t enough_for_packets = 1024;

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
