// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace cityfm::av {

/// What counts here of a picture's EXIF, which is a block of TIFF (EXIF 2.3, 4.5).
struct Exif {
    int orientation = 1;    ///< tag 274, from 1 (upright) to 8
    bool position = false;  ///< whether it has a GPS directory with more than that directory's version
};

/// Reads it. What is broken or lies outside of the block counts as absent; no directory is read twice.
Exif read_exif(std::string_view tiff);

}  // namespace cityfm::av
