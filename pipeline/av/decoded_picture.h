// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "pipeline/av/colours.h"
#include "pipeline/av/handles.h"
#include "pipeline/av/sniff.h"

namespace cityfm::av {

/// A picture as its file stores it, and what has to be done to show it as it is meant.
struct DecodedPicture {
    PictureHeader header;
    Frame frame;
    int orientation = 1;            ///< EXIF's: 1 is upright
    std::optional<ToSrgb> to_srgb;  ///< nothing where the colours are sRGB's

    bool is_cmyk() const { return header.components == 4; }
    bool has_colours() const;
    /// True for a PNG of a kind that can be.
    bool may_be_transparent() const;
};

/// Decodes a picture of at most 64 MB and 64 million pixels. Throws `bad_artwork`.
DecodedPicture decode_picture(std::string_view bytes);

}  // namespace cityfm::av
