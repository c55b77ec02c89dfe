// SPDX-License-Identifier: MIT
#include "pipeline/text/cut.h"

#include <algorithm>

#include "pipeline/text/unicode.h"

namespace cityfm::text {
namespace {

constexpr std::string_view ellipsis = "…";

/// Where an address begins that `at` lies inside of; else `at`.
std::size_t in_front_of_address(std::string_view text, std::size_t at) {
    const auto is_of_address = [](char c) { return c > ' ' && c < '\x7f'; };
    std::size_t start = at;
    while (start > 0 && is_of_address(text[start - 1])) --start;
    const std::string_view word = text.substr(start);
    const std::size_t scheme = std::min(word.find("https://"), word.find("http://"));
    const bool cuts = scheme < at - start && at < text.size() && is_of_address(text[at]);
    return cuts ? start + scheme : at;
}

}  // namespace

std::size_t utf16_units(std::string_view text) {
    std::size_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 || byte >= 0xC0) units += byte >= 0xF0 ? 2 : 1;
    }
    return units;
}

std::size_t length(std::string_view text, const Measure& size_of) {
    std::size_t size = 0;
    for (const std::string_view grapheme : graphemes_of(text)) size += size_of(grapheme);
    return size;
}

std::string cut(std::string_view text, std::size_t most, const Measure& size_of) {
    const std::size_t behind = size_of(ellipsis);
    std::size_t size = 0;
    std::size_t kept = 0;  // bytes that still leave room for the mark
    std::size_t at = 0;
    for (const std::string_view grapheme : graphemes_of(text)) {
        size += size_of(grapheme);
        if (size > most) {
            if (behind > most) return {};
            const std::string_view part = text.substr(0, in_front_of_address(text, kept));
            const std::size_t end = part.find_last_not_of(" \n\t");
            return std::string(part.substr(0, end == std::string_view::npos ? 0 : end + 1)).append(ellipsis);
        }
        at += grapheme.size();
        if (size + behind <= most) kept = at;
    }
    return std::string(text);
}

}  // namespace cityfm::text
