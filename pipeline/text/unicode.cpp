// SPDX-License-Identifier: MIT
#include "pipeline/text/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <vector>

namespace cityfm::text {
namespace {

constexpr std::string_view ellipsis = "…";

/// The code point at `at` and its bytes; a negative code point where the text is not UTF-8.
struct Decoded {
    utf8proc_int32_t code;
    std::size_t bytes;
};

Decoded decode(std::string_view text, std::size_t at) {
    utf8proc_int32_t code = -1;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at;
    const utf8proc_ssize_t used =
        utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &code);
    if (used <= 0) return {-1, 1};
    return {code, static_cast<std::size_t>(used)};
}

/// Ends of the graphemes, in bytes.
std::vector<std::size_t> grapheme_ends(std::string_view text) {
    std::vector<std::size_t> ends;
    utf8proc_int32_t state = 0;
    utf8proc_int32_t previous = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const Decoded next = decode(text, at);
        if (next.code < 0) state = 0;
        if (at > 0 && (next.code < 0 || previous < 0 ||
                       utf8proc_grapheme_break_stateful(previous, next.code, &state))) {
            ends.push_back(at);
        }
        previous = next.code;
        at += next.bytes;
    }
    if (!text.empty()) ends.push_back(text.size());
    return ends;
}

std::size_t width_of(std::string_view grapheme) {
    // A grapheme is as wide as its widest code point: joined emoji take two columns, combining marks none.
    // Two regional indicators are one flag.
    std::size_t widest = 0;
    int indicators = 0;
    for (std::size_t at = 0; at < grapheme.size();) {
        const Decoded next = decode(grapheme, at);
        const int columns = next.code < 0 ? 1 : utf8proc_charwidth(next.code);
        widest = std::max(widest, static_cast<std::size_t>(std::max(columns, 0)));
        if (next.code >= 0x1F1E6 && next.code <= 0x1F1FF) ++indicators;
        at += next.bytes;
    }
    return indicators == 2 ? 2 : widest;
}

/// How well a line breaks behind a grapheme: 2 behind a stop, 1 behind a comma or a blank, else 0.
int breaks_behind(std::string_view grapheme) {
    constexpr std::array<std::string_view, 7> stops = {"。", "！", "？", "」", "…", "!", "?"};
    constexpr std::array<std::string_view, 4> commas = {"、", " ", "\u3000", "，"};
    if (std::find(stops.begin(), stops.end(), grapheme) != stops.end()) return 2;
    return std::find(commas.begin(), commas.end(), grapheme) != commas.end() ? 1 : 0;
}

/// How many of the graphemes, from the first one on, stand in a line of at most `most`.
std::size_t graphemes_in_line(const std::vector<std::string_view>& graphemes, std::size_t first,
                              std::size_t most) {
    if (graphemes.size() - first <= most) return graphemes.size() - first;
    std::size_t count = most;
    int best = 0;
    for (std::size_t i = most; i > most / 2; --i) {
        const int quality = breaks_behind(graphemes[first + i - 1]);
        if (quality <= best) continue;
        best = quality;
        count = i;
    }
    return count;
}

}  // namespace

std::string clean(std::string_view text) {
    std::string cleaned;
    cleaned.reserve(text.size());
    std::size_t kept = 0;  // of the run of good characters that is not copied yet, its start
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const Decoded next = byte < 0x80 ? Decoded{byte, 1} : decode(text, at);
        const bool control = next.code >= 0 && next.code < 0x20 && next.code != '\t' && next.code != '\n';
        if (next.code < 0 || control || next.code == 0xFFFE || next.code == 0xFFFF) {
            cleaned.append(text, kept, at - kept);
            if (next.code < 0) cleaned += "\xEF\xBF\xBD";
            kept = at + next.bytes;
        }
        at += next.bytes;
    }
    cleaned.append(text, kept);
    return cleaned;
}

std::size_t utf8_prefix(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const Decoded next = decode(text, at);
        if (next.code < 0) break;
        at += next.bytes;
    }
    return at;
}

bool is_utf8(std::string_view text) {
    return utf8_prefix(text) == text.size();
}

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string one_line(std::string_view text) {
    std::string line;
    for (const std::string& part : split_lines(text)) {
        const std::string_view words = trimmed(part);
        if (!words.empty()) line.append(line.empty() ? "" : " ").append(words);
    }
    return line;
}

std::vector<std::string_view> graphemes_of(std::string_view text) {
    std::vector<std::string_view> graphemes;
    std::size_t begin = 0;
    for (const std::size_t end : grapheme_ends(text)) {
        graphemes.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return graphemes;
}

std::string wrap(std::string_view text, std::size_t most) {
    std::string wrapped;
    for (const std::string& whole : split_lines(text)) {
        const std::string_view line = trimmed(whole);
        const std::vector<std::string_view> graphemes = graphemes_of(line);
        for (std::size_t first = 0; first < graphemes.size();) {
            const std::size_t count = graphemes_in_line(graphemes, first, std::max<std::size_t>(most, 1));
            const auto* const start = graphemes[first].data();
            const std::string_view& last = graphemes[first + count - 1];
            const std::string_view part =
                trimmed({start, static_cast<std::size_t>(last.data() + last.size() - start)});
            if (!part.empty()) wrapped.append(wrapped.empty() ? "" : "\n").append(part);
            first += count;
        }
    }
    return wrapped;
}

std::string cut_graphemes(std::string_view text, std::size_t most) {
    const std::vector<std::size_t> ends = grapheme_ends(text);
    if (ends.size() <= most) return std::string(text);
    if (most == 0) return {};
    const std::size_t kept = most > 1 ? ends[most - 2] : 0;
    return std::string(text.substr(0, kept)).append(ellipsis);
}

std::string cut_bytes(std::string_view text, std::size_t most) {
    if (text.size() <= most) return std::string(text);
    if (most < ellipsis.size()) return {};
    std::size_t kept = 0;
    for (const std::size_t end : grapheme_ends(text)) {
        if (end + ellipsis.size() > most) break;
        kept = end;
    }
    return std::string(text.substr(0, kept)).append(ellipsis);
}

std::size_t width(std::string_view text) {
    std::size_t columns = 0;
    std::size_t start = 0;
    for (const std::size_t end : grapheme_ends(text)) {
        columns += width_of(text.substr(start, end - start));
        start = end;
    }
    return columns;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const std::size_t start = std::min(text.find_first_not_of(blanks), text.size());
    text.remove_prefix(start);
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

std::string fit(std::string_view text, std::size_t columns) {
    const std::size_t whole = width(text);
    if (whole <= columns) return std::string(text) + std::string(columns - whole, ' ');
    std::string cut;
    std::size_t used = 0;
    std::size_t start = 0;
    for (const std::size_t end : grapheme_ends(text)) {
        const std::size_t next = width_of(text.substr(start, end - start));
        if (used + next + 1 > columns) break;
        cut.append(text, start, end - start);
        used += next;
        start = end;
    }
    if (columns == 0) return {};
    cut.append(ellipsis);
    return cut + std::string(columns - used - 1, ' ');
}

}  // namespace cityfm::text
