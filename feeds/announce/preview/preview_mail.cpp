// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <string_view>

#include "feeds/announce/preview/preview_cards.h"
#include "feeds/announce/preview/preview_html.h"
#include "pipeline/core/ascii_case.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

namespace cityfm::announce {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes of base64; what is no letter of it is passed over (RFC 2045, section 6.8).
std::string from_base64(std::string_view text) {
    std::string bytes;
    unsigned buffer = 0;
    unsigned bits = 0;
    for (const char c : text) {
        if (c == '=') break;
        const std::size_t value = alphabet.find(c);
        if (value == std::string_view::npos) continue;
        buffer = ((buffer << 6U) | static_cast<unsigned>(value)) & 0xFFFFU;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>((buffer >> bits) & 0xFFU);
    }
    return bytes;
}

/// Encoded words of base64 as what they stand for; blanks between two of them are none (RFC 2047, section
/// 6.2).
std::string decoded_words(std::string_view text) {
    constexpr std::string_view begin = "=?UTF-8?B?";
    std::string plain;
    bool after_word = false;
    while (!text.empty()) {
        const std::size_t start = std::min(text.find(begin), text.size());
        const std::string_view between = text.substr(0, start);
        if (!after_word || start == text.size() || !text::trimmed(between).empty()) plain += between;
        text.remove_prefix(start);
        if (text.empty()) break;
        const std::size_t end = text.find("?=", begin.size());
        if (end == std::string_view::npos) return plain + std::string(text);
        plain += from_base64(text.substr(begin.size(), end - begin.size()));
        text.remove_prefix(end + 2);
        after_word = true;
    }
    return plain;
}

/// Headers, their names in small letters, and what comes behind the empty line: a mail, or a part of one.
struct Entity {
    std::map<std::string, std::string> headers;
    std::string_view content;

    std::string header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? "" : found->second;
    }
};

Entity parse_entity(std::string_view text) {
    Entity entity;
    std::string last;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) break;
        const std::size_t colon = line.find(':');
        if (line[0] == ' ' || line[0] == '\t') {
            if (!last.empty()) entity.headers[last].append(" ").append(text::trimmed(line));
        } else if (colon != std::string_view::npos) {
            last = core::in_small_letters(line.substr(0, colon));
            entity.headers[last] = text::trimmed(line.substr(colon + 1));
        }
    }
    entity.content = text;
    return entity;
}

std::string content_of(const Entity& entity) {
    const bool encoded = core::in_small_letters(entity.header("content-transfer-encoding")) == "base64";
    return encoded ? from_base64(entity.content) : std::string(entity.content);
}

struct Texts {
    std::string plain;
    std::string html;
};

void take(const Entity& entity, Texts& texts) {
    const std::string type = core::in_small_letters(entity.header("content-type"));
    if (type.starts_with("text/plain")) texts.plain = content_of(entity);
    if (type.starts_with("text/html")) texts.html = content_of(entity);
}

Texts texts_of(const Entity& mail) {
    Texts texts;
    const std::string type = mail.header("content-type");
    const std::size_t named = type.find("boundary=\"");
    if (named == std::string::npos) {
        take(mail, texts);
        return texts;
    }
    const std::size_t start = named + std::string_view("boundary=\"").size();
    const std::string border = "\n--" + type.substr(start, type.find('"', start) - start);
    const std::string content = "\n" + std::string(mail.content);
    for (std::size_t at = content.find(border); at != std::string::npos;) {
        const std::size_t begin = std::min(content.find('\n', at + border.size()), content.size() - 1) + 1;
        at = content.find(border, at + border.size());
        if (at == std::string::npos) break;
        if (begin <= at) take(parse_entity(std::string_view(content).substr(begin, at - begin)), texts);
    }
    return texts;
}

std::string header_line(const char* label, const std::string& value) {
    if (value.empty()) return {};
    return html::words("dt", "", label) + html::words("dd", "", decoded_words(value));
}

std::string without_returns(std::string text) {
    std::erase(text, '\r');
    return text;
}

}  // namespace

std::string mail_card(const std::string& body, const PreviewWords& words) {
    const std::string message = without_returns(body);
    const Entity mail = parse_entity(message);
    const Texts texts = texts_of(mail);
    const std::string headers = header_line(words.from, mail.header("from")) +
                                header_line(words.to, mail.header("to")) +
                                header_line(words.subject, mail.header("subject"));
    if (headers.empty() || (texts.plain.empty() && texts.html.empty())) return {};
    std::string card = html::element("dl", "", headers);
    std::string plain = html::words("pre", "letter", texts.plain);
    if (!texts.html.empty()) {
        // Without a right in `sandbox` it runs nothing, sends nothing and leads nowhere.
        card += "<iframe sandbox=\"\" title=\"" + text::escape_html(words.email) + "\" srcdoc=\"" +
                text::escape_html(texts.html) + "\"></iframe>\n";
        if (!plain.empty()) plain = html::folded(words.plain_text, plain);
    }
    return html::element("div", "post mail", card + plain);
}

}  // namespace cityfm::announce
