// SPDX-License-Identifier: MIT
#pragma once

#include <tstring.h>

#include <string>

namespace cityfm::media {

inline TagLib::String to_taglib(const std::string& utf8) {
    return {utf8, TagLib::String::UTF8};
}
inline std::string from_taglib(const TagLib::String& text) {
    return text.to8Bit(true);
}

}  // namespace cityfm::media
