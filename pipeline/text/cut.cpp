// SPDX-License-Identifier: MIT
#include "pipeline/text/cut.h"

#include <algorithm>
#include <array>

#include "pipeline/text/unicode.h"

namespace cityfm::text {
namespace {

constexpr std::string_view ellipsis = "…";

/// Where an address begins that `at` lies inside of; else `at`. People also type addresses with letters that
/// are not ASCII: those end at a blank or a stop of Japanese.
std::size_t in_front_of_address(std::string_view text, std::size_t at) {
    constexpr std::array<std::string_view, 9> ends = {" ", "\n", "\t", "　", "、", "。", "」", "）", "<"};
    const std::size_t http = at > 0 ? text.rfind("http", at - 1) : std::string_view::npos;
    if (http == std::string_view::npos) return at;
    const std::string_view rest = text.substr(http);
    if (!rest.starts_with("https://") && !rest.starts_with("http://")) return at;
    std::size_t end = rest.size();
    for (const std::string_view mark : ends) end = std::min(end, rest.find(mark));
    return http + end > at ? http : at;
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
