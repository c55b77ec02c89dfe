// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace cityfm::core {

// What protocols and formats mean by case: that of ASCII letters, in any locale. Other bytes stay.

inline std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return small;
}

inline std::string in_capitals(std::string_view text) {
    std::string capital(text);
    for (char& c : capital) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return capital;
}

}  // namespace cityfm::core
