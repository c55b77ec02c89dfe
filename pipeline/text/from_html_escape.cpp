// SPDX-License-Identifier: MIT
#include "pipeline/text/from_html_escape.h"

#include <algorithm>

namespace cityfm::text {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// What a list's or a heading's mark needs behind it.
bool is_end_or_blank(std::string_view rest) {
    return rest.empty() || rest[0] == ' ' || rest[0] == '\n';
}

/// `&name;` or `&#1;`, whether anyone knows that name or not.
bool begins_entity(std::string_view rest) {
    constexpr std::size_t longest = 40;
    std::size_t end = rest.size() > 1 && rest[1] == '#' ? 2 : 1;
    while (end < std::min(rest.size(), longest) && (is_letter(rest[end]) || is_digit(rest[end]))) ++end;
    return end > 1 && end < rest.size() && rest[end] == ';';
}

/// A heading, a quotation, an item, a rule or the line below a heading at the start of a line.
bool begins_block(std::string_view line) {
    switch (line[0]) {
        case '#':
            return is_end_or_blank(line.substr(std::min(line.find_first_not_of('#'), line.size())));
        case '+':
            return is_end_or_blank(line.substr(1));
        case '-':
        case '=':
            return is_end_or_blank(line.substr(1)) || line[1] == line[0];
        default:
            return line[0] == '>' || line[0] == '|';
    }
}

/// The stop or parenthesis of `1.` at the start of a line.
bool ends_number(std::string_view words, std::size_t at) {
    constexpr std::size_t most_digits = 9;
    std::size_t begin = at;
    while (begin > 0 && at - begin < most_digits && is_digit(words[begin - 1])) --begin;
    const bool starts_line = begin == 0 || words[begin - 1] == '\n';
    return begin < at && starts_line && is_end_or_blank(words.substr(at + 1));
}

}  // namespace

bool needs_escape(std::string_view words, std::size_t at, std::string_view written) {
    const bool starts_line = at == 0 || words[at - 1] == '\n';
    const char last = at == 0 ? '\n' : words[at - 1];
    const char next = at + 1 < words.size() ? words[at + 1] : '\n';
    switch (words[at]) {
        case '\\':
        case '`':
        case '*':
        case '[':
        case ']':
            return true;
        case '_': {
            const char before = written.empty() ? '\n' : written.back();
            return (!is_letter(before) && !is_digit(before)) || (!is_letter(next) && !is_digit(next));
        }
        case '<':
            return is_letter(next) || next == '/' || next == '!' || next == '?';
        case '&':
            return begins_entity(words.substr(at));
        case '~':
            return last == '~' || next == '~';
        case ':':
            return is_letter(last) && words.substr(at + 1).starts_with("//");
        case '.':
            return ends_number(words, at) || words.substr(0, at).ends_with("www");
        case ')':
            return ends_number(words, at);
        default:
            return starts_line && begins_block(words.substr(at));
    }
}

std::string between_brackets(std::string_view address, bool is_bare) {
    std::string written;
    for (std::size_t at = 0; at < address.size(); ++at) {
        const char c = address[at];
        if (c == '<') {
            written += "%3C";
        } else if (c == '>') {
            written += "%3E";
        } else if (c == ' ') {
            written += "%20";
        } else if (c == '\\' && !is_bare) {
            written += "\\\\";
        } else if (c == '&' && begins_entity(address.substr(at))) {
            written += "&amp;";
        } else {
            written += c;
        }
    }
    return written;
}

}  // namespace cityfm::text
