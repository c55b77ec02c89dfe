// SPDX-License-Identifier: MIT
#include "pipeline/text/printable.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace cityfm::text {
namespace {

/// Ranges, both ends included, in order.
constexpr auto hidden = std::to_array<std::pair<char32_t, char32_t>>({
    {0x0000, 0x001F},    // C0
    {0x007F, 0x009F},    // DEL and C1
    {0x061C, 0x061C},    // Arabic letter mark
    {0x180E, 0x180E},    // Mongolian vowel separator
    {0x200E, 0x200F},    // left-to-right and right-to-left marks
    {0x2028, 0x202E},    // line and paragraph separators, bidi embeddings and overrides
    {0x2060, 0x206F},    // word joiner, invisible operators, bidi isolates, deprecated controls
    {0xFEFF, 0xFEFF},    // zero width no-break space
    {0xFFF9, 0xFFFB},    // interlinear annotation
    {0xE0000, 0xE007F},  // tags
});

enum class Form { one_line, lines, json };

void append_escape(std::string& out, char32_t code, Form form) {
    std::array<char, 16> escape{};
    const auto number = static_cast<unsigned>(code);
    if (code <= 0xFFFF) {
        std::snprintf(escape.data(), escape.size(), "\\u%04X", number);
    } else if (form == Form::json) {
        const unsigned rest = number - 0x10000;
        std::snprintf(escape.data(), escape.size(), "\\u%04X\\u%04X", 0xD800 + (rest >> 10U),
                      0xDC00 + (rest & 0x3FFU));
    } else {
        std::snprintf(escape.data(), escape.size(), "\\U%08X", number);
    }
    out += escape.data();
}

std::string shown(std::string_view text, Form form) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        utf8proc_int32_t code = -1;
        const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
        const auto used = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &code);
        const std::string_view here =
            text.substr(0, static_cast<std::size_t>(std::max<decltype(used)>(used, 1)));
        const bool keeps = form != Form::one_line && (code == '\n' || text.starts_with("\r\n"));
        if (used <= 0) {
            out += "\xEF\xBF\xBD";
        } else if (keeps) {
            if (code == '\n') out += '\n';
        } else if (code == '\n') {
            out += "\\n";
        } else if (is_hidden(static_cast<char32_t>(code))) {
            append_escape(out, static_cast<char32_t>(code), form);
        } else {
            out += here;
        }
        text.remove_prefix(here.size());
    }
    return out;
}

}  // namespace

bool is_hidden(char32_t code) {
    return std::any_of(hidden.begin(), hidden.end(),
                       [&](const auto& range) { return range.first <= code && code <= range.second; });
}

std::string printable(std::string_view text) {
    return shown(text, Form::one_line);
}

std::string printable_lines(std::string_view text) {
    return shown(text, Form::lines);
}

std::string printable_json(std::string_view document) {
    return shown(document, Form::json);
}

}  // namespace cityfm::text
