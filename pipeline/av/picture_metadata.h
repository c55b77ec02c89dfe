// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace cityfm::av {

/// Whether an ICC profile stays with a picture, for a decoder, or goes with the rest.
enum class Profile { dropped, kept };

/// A PNG or JPEG with nothing but its picture: no EXIF, XMP, IPTC, comments, profile or thumbnail, and
/// nothing after its end. The decoded pixels are the same. A profile that is kept is at most 64 kB in a PNG,
/// where it is packed and may inflate to a thousand times that. Throws `bad_artwork` where the structure is
/// broken.
std::string without_metadata(std::string_view picture, Profile profile = Profile::dropped);

/// How a PNG, JPEG or TIFF has to be turned by its EXIF, from 1 (it is upright) to 8. Throws `bad_artwork`.
int orientation_of(std::string_view picture);

/// Whether a PNG or JPEG says where it was taken: in EXIF or XMP, of itself or of whatever follows it in the
/// file. Reads any bytes, however broken; packed texts in a PNG are not unpacked.
bool carries_position(std::string_view picture);

}  // namespace cityfm::av
