// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace cityfm::av {

/// The name of the demuxer for a sound file, by its first bytes alone; empty for anything else. Names and
/// extensions count for nothing, so that a playlist called `.mp3` is not followed.
std::string sniff_sound(std::string_view head);

/// `png` or `jpeg`, else empty.
std::string sniff_picture(std::string_view head);

}  // namespace cityfm::av
