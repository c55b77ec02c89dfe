// SPDX-License-Identifier: MIT
#include "pipeline/text/markup.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "pipeline/text/unicode.h"

namespace cityfm::text {
namespace {

/// `&#39;` or `&#x27;` at the start of `text`; nothing where there is none. `used` is its length.
std::optional<std::string> numeric_entity(std::string_view text, std::size_t& used) {
    constexpr std::size_t longest = 12;
    const std::size_t end = text.substr(0, longest).find(';');
    if (!text.starts_with("&#") || end == std::string_view::npos) return std::nullopt;
    std::string_view digits = text.substr(2, end - 2);
    const int base = digits.starts_with('x') || digits.starts_with('X') ? 16 : 10;
    if (base == 16) digits.remove_prefix(1);
    utf8proc_int32_t code = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
    if (error != std::errc{} || stop != digits.data() + digits.size() || !utf8proc_codepoint_valid(code) ||
        (code < 0x20 && code != '\t' && code != '\n' && code != '\r') || code == 0xFFFE || code == 0xFFFF) {
        return std::nullopt;
    }
    std::array<utf8proc_uint8_t, 4> bytes{};
    const utf8proc_ssize_t size = utf8proc_encode_char(code, bytes.data());
    used = end + 1;
    return std::string(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

/// Pieces that are never cut: tags, entities, and characters as readers see them.
std::vector<std::string_view> pieces_of(std::string_view html) {
    std::vector<std::string_view> pieces;
    while (!html.empty()) {
        std::size_t size = 0;
        if (html[0] == '<') {
            size = std::min(html.find('>'), html.size() - 1) + 1;
        } else if (html[0] == '&') {
            take_character(html, size);
        } else {
            const std::string_view plain = html.substr(0, html.find_first_of("<&"));
            const bool goes_on = !pieces.empty() && pieces.back()[0] == '&' &&
                                 graphemes_of("x" + std::string(plain)).front().size() > 1;
            auto graphemes = graphemes_of(plain);
            if (goes_on) {
                // Marks belong to the entity before them.
                const std::string_view entity = pieces.back();
                pieces.back() = {entity.data(), entity.size() + graphemes.front().size()};
                graphemes.erase(graphemes.begin());
            }
            pieces.insert(pieces.end(), graphemes.begin(), graphemes.end());
            html.remove_prefix(plain.size());
            continue;
        }
        pieces.push_back(html.substr(0, size));
        html.remove_prefix(size);
    }
    return pieces;
}

std::string closing_of(std::string_view tag) {
    return "</" + std::string(tag.substr(1, tag.find_first_of(" >") - 1)) + ">";
}

}  // namespace

std::string cut_html(std::string_view html, std::size_t most) {
    if (html.size() <= most) return std::string(html);
    constexpr std::string_view ending = "…";
    std::string cut;
    std::vector<std::string> open;  // the closing tags of what is open
    std::size_t closing = 0;        // their bytes
    for (const std::string_view piece : pieces_of(html)) {
        const bool opens = piece[0] == '<' && !piece.starts_with("</") && piece != "<br>";
        const std::size_t more = opens ? closing_of(piece).size() : 0;
        if (piece.starts_with("</") && !open.empty()) {
            closing -= open.back().size();
            open.pop_back();
        } else if (cut.size() + piece.size() + more + closing + ending.size() > most) {
            break;
        }
        cut += piece;
        if (opens) {
            open.push_back(closing_of(piece));
            closing += more;
        }
    }
    if (cut.size() + closing + ending.size() > most) return {};
    cut += ending;
    for (; !open.empty(); open.pop_back()) cut += open.back();
    return cut;
}

std::string escape_text(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

std::string escape_html(std::string_view text) {
    std::string escaped = escape_text(text);
    for (std::size_t at = 0; (at = escaped.find('"', at)) != std::string::npos;)
        escaped.replace(at, 1, "&quot;");
    return escaped;
}

std::string take_character(std::string_view text, std::size_t& at) {
    static constexpr auto entities =
        std::to_array<std::pair<std::string_view, std::string_view>>({{"&amp;", "&"},
                                                                      {"&lt;", "<"},
                                                                      {"&gt;", ">"},
                                                                      {"&quot;", "\""},
                                                                      {"&apos;", "'"},
                                                                      {"&nbsp;", "\u00a0"},
                                                                      {"&lrm;", "\u200e"},
                                                                      {"&rlm;", "\u200f"}});
    const std::string_view rest = text.substr(at);
    if (rest.starts_with('&')) {
        for (const auto& [entity, character] : entities) {
            if (!rest.starts_with(entity)) continue;
            at += entity.size();
            return std::string(character);
        }
        std::size_t used = 0;
        if (auto character = numeric_entity(rest, used)) {
            at += used;
            return std::move(*character);
        }
    }
    std::string character(1, text[at++]);
    return character;
}

std::string unescape(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) plain += take_character(text, at);
    return plain;
}

}  // namespace cityfm::text
