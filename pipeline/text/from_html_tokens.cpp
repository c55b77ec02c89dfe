// SPDX-License-Identifier: MIT
#include "pipeline/text/from_html_tokens.h"

#include <algorithm>

#include "pipeline/core/ascii_case.h"
#include "pipeline/text/markdown.h"
#include "pipeline/text/markup.h"

namespace cityfm::text {
namespace {

constexpr std::string_view blanks = " \t\n";
constexpr std::string_view digits_and_letters =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view name_letters = "0123456789abcdefghijklmnopqrstuvwxyz-:";

bool is_small_letter(char c) {
    return c >= 'a' && c <= 'z';
}

/// `&name;` at the start of `text`; empty where there is none.
std::string_view named_entity(std::string_view text) {
    if (!text.starts_with('&')) return {};
    constexpr std::size_t longest = 34;
    const std::size_t end = text.substr(0, longest).find_first_not_of(digits_and_letters, 1);
    const bool found = end != std::string_view::npos && end > 1 && text[end] == ';';
    return found ? text.substr(0, end + 1) : std::string_view{};
}

void skip(std::string_view& text, std::string_view letters) {
    text.remove_prefix(std::min(text.find_first_not_of(letters), text.size()));
}

/// The value at the start of `attributes`, which loses it.
std::string_view take_value(std::string_view& attributes) {
    const bool quoted = attributes.starts_with('"') || attributes.starts_with('\'');
    const std::size_t begin = quoted ? 1 : 0;
    const std::size_t end = quoted ? attributes.find(attributes[0], 1) : attributes.find_first_of(blanks);
    const std::string_view value =
        attributes.substr(begin, end == std::string_view::npos ? end : end - begin);
    attributes.remove_prefix(std::min(begin + value.size() + begin, attributes.size()));
    return value;
}

}  // namespace

HtmlTokens::HtmlTokens(std::string_view html) : html_(html), small_(core::in_small_letters(html)) {
    const std::size_t last = html.rfind('>');
    if (last != std::string_view::npos) last_end_ = last;
}

bool HtmlTokens::has_tags() const {
    for (std::size_t at = 0; (at = html_.find('<', at)) != std::string_view::npos; ++at) {
        if (html_.substr(at).starts_with("<!--") || !name_at(at).empty()) return true;
    }
    return false;
}

std::optional<HtmlToken> HtmlTokens::next() {
    while (at_ < html_.size() && skip_hidden()) {
    }
    if (at_ == html_.size()) return std::nullopt;
    const std::string_view name = html_[at_] == '<' ? name_at(at_) : std::string_view{};
    return name.empty() ? take_words() : take_tag(name);
}

/// Steps over a comment or a declaration.
bool HtmlTokens::skip_hidden() {
    const std::string_view rest = html_.substr(at_);
    if (rest.starts_with("<!--")) {
        const std::size_t end = has_comments_ ? rest.find("-->") : std::string_view::npos;
        has_comments_ = end != std::string_view::npos;
        at_ += has_comments_ ? end + 3 : 4;  // a comment without an end is none: what follows is read
        return true;
    }
    if ((!rest.starts_with("<!") && !rest.starts_with("<?")) || at_ > last_end_) return false;
    at_ += rest.find('>') + 1;
    return true;
}

/// The name of the tag at `at`; empty where there is none.
std::string_view HtmlTokens::name_at(std::size_t at) const {
    if (at >= last_end_) return {};
    const std::string_view rest = std::string_view(small_).substr(at);
    const std::size_t begin = rest.starts_with("</") ? 2 : 1;
    if (!is_small_letter(rest[begin])) return {};
    const std::size_t end = rest.find_first_not_of(name_letters, begin);
    // An address in angle brackets, <https://example.jp/> or <radio@example.jp>, is no tag.
    if (std::string_view(" \t\n/>").find(rest[end]) == std::string_view::npos || rest[end - 1] == ':')
        return {};
    return rest.substr(begin, end - begin);
}

HtmlToken HtmlTokens::take_words() {
    const std::size_t end = std::min(html_.find('<', at_ + 1), html_.size());
    const std::string_view words = html_.substr(at_, end - at_);
    at_ = end;
    return {HtmlToken::Kind::words, {}, words};
}

HtmlToken HtmlTokens::take_tag(std::string_view name) {
    const bool closes = html_[at_ + 1] == '/';
    const std::size_t begin = at_ + name.size() + (closes ? 2 : 1);
    const std::size_t end = end_of_tag(begin);
    const std::string_view attributes = html_.substr(begin, end - begin);
    at_ = end + 1;
    if (!closes && !attributes.ends_with('/')) skip_content(name);
    return {closes ? HtmlToken::Kind::closing : HtmlToken::Kind::opening, name, attributes};
}

/// The `>` of a tag: the first one that is not in a value in quotes.
std::size_t HtmlTokens::end_of_tag(std::size_t at) {
    char quote = 0;
    char previous = 0;
    for (std::size_t i = at; has_quotes_ && i < html_.size(); ++i) {
        const char c = html_[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if ((c == '"' || c == '\'') && previous == '=') {
            quote = c;
        } else if (c == '>') {
            return i;
        }
        if (blanks.find(c) == std::string_view::npos) previous = c;
    }
    has_quotes_ = false;
    return html_.find('>', at);
}

void HtmlTokens::skip_content(std::string_view name) {
    if (name != "script" && name != "style" && name != "head") return;
    std::size_t end = small_.find("</" + std::string(name), at_);
    if (name == "head") end = std::min(end, small_.find("<body", at_));
    at_ = std::min(end, html_.size());
}

std::string HtmlTokens::resolved(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view entity = named_entity(text.substr(at));
        if (entity.empty()) {
            plain += take_character(text, at);
            continue;
        }
        auto known = entities_.find(entity);
        if (known == entities_.end()) known = entities_.emplace(entity, to_plain(std::string(entity))).first;
        plain += known->second;
        at += entity.size();
    }
    return plain;
}

std::string HtmlTokens::attribute(const HtmlToken& tag, std::string_view name) {
    std::string_view rest = tag.content;
    for (skip(rest, " \t\n/"); !rest.empty(); skip(rest, " \t\n/")) {
        const std::string found =
            core::in_small_letters(rest.substr(0, std::min(rest.find_first_of(" \t\n/=", 1), rest.size())));
        rest.remove_prefix(found.size());
        skip(rest, blanks);
        if (!rest.starts_with('=')) continue;
        rest.remove_prefix(1);
        skip(rest, blanks);
        const std::string_view value = take_value(rest);
        if (found == name) return resolved(value);
    }
    return {};
}

}  // namespace cityfm::text
