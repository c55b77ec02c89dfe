// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "feeds/announce/channels/service.h"
#include "feeds/announce/preview/preview_cards.h"
#include "feeds/announce/preview/preview_html.h"
#include "pipeline/core/json.h"
#include "pipeline/text/markup.h"

namespace cityfm::announce {
namespace {

using core::Json;

constexpr auto emphases = std::to_array<std::pair<char, std::string_view>>(
    {{'*', "strong"}, {'_', "em"}, {'~', "s"}, {'`', "code"}});

/// A blank, or a mark of ASCII: what may stand outside of an emphasis.
bool parts_words(char c) {
    const bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return static_cast<unsigned char>(c) < 0x80 && !letter;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/// Where the emphasis that begins at `at` ends; npos where none begins there.
std::size_t end_of_emphasis(std::string_view line, std::size_t at) {
    const char mark = line[at];
    if (at > 0 && !parts_words(line[at - 1])) return std::string_view::npos;
    if (at + 1 >= line.size() || is_blank(line[at + 1])) return std::string_view::npos;
    for (std::size_t end = at + 2; end < line.size(); ++end) {
        if (line[end] != mark || is_blank(line[end - 1])) continue;
        if (end + 1 == line.size() || parts_words(line[end + 1])) return end;
        return std::string_view::npos;
    }
    return std::string_view::npos;
}

std::string emphasised(std::string_view line) {
    std::string html;
    std::size_t plain = 0;  // where the words begin that are not in `html` yet
    for (std::size_t at = 0; at < line.size(); ++at) {
        const auto* const emphasis = std::find_if(emphases.begin(), emphases.end(),
                                                  [&](const auto& known) { return known.first == line[at]; });
        if (emphasis == emphases.end()) continue;
        const std::size_t end = end_of_emphasis(line, at);
        if (end == std::string_view::npos) continue;
        html += text::escape_html(line.substr(plain, at - plain));
        html += html::words(emphasis->second, "", line.substr(at + 1, end - at - 1));
        plain = end + 1;
        at = end;
    }
    return html + text::escape_html(line.substr(plain));
}

/// Slack's own markup (docs.slack.dev/messaging/formatting-message-text), as far as texts of ours can hold
/// it: a summary with *stars* is bold there, whether it was meant or not.
std::string marked_up(const std::string& source) {
    const std::string text = text::unescape(source);
    std::string html;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = std::string_view(text).substr(at, end - at);
        if (at > 0) html += '\n';
        html += line.starts_with('>') ? html::element("span", "quote", emphasised(line.substr(1)))
                                      : emphasised(line);
        at = end + 1;
    }
    return html;
}

/// A text object: `plain_text` or `mrkdwn`.
std::string text_object(const Json& object) {
    const std::string text = text_in(object, "text");
    return text_in(object, "type") == "mrkdwn" ? marked_up(text) : text::escape_html(text);
}

std::string image_of(const Json& block, const char* css_class, const PreviewWords& words) {
    if (text_in(block, "type") != "image") return {};
    return html::picture(css_class, text_in(block, "image_url"), text_in(block, "alt_text"), words.picture);
}

std::string actions_of(const Json& block) {
    std::string buttons;
    for (const Json& button : html::array_in(block, "elements")) {
        const bool primary = text_in(button, "style") == "primary";
        buttons += html::link(primary ? "button primary" : "button", text_in(button, "url"),
                              text_object(object_in(button, "text")));
    }
    return html::element("div", "buttons", buttons);
}

std::string context_of(const Json& block) {
    std::string notes;
    for (const Json& note : html::array_in(block, "elements"))
        notes += html::element("span", "", text_object(note));
    return html::element("div", "context", notes);
}

std::string drawn(const Json& block, const PreviewWords& words) {
    const std::string type = text_in(block, "type");
    if (type == "header") return html::element("div", "header", text_object(object_in(block, "text")));
    if (type == "section") {
        const std::string text = html::element("div", "text", text_object(object_in(block, "text")));
        return html::element("div", "section",
                             text + image_of(object_in(block, "accessory"), "thumbnail", words));
    }
    if (type == "divider") return "<hr />";
    if (type == "image") return image_of(block, "picture", words);
    if (type == "actions") return actions_of(block);
    if (type == "context") return context_of(block);
    return {};
}

}  // namespace

std::string slack_card(const Json& body, const PreviewWords& words) {
    std::string card;
    for (const Json& block : html::array_in(body, "blocks")) card += drawn(block, words);
    if (card.empty()) return {};
    if (!text_in(body, "thread_ts").empty()) card.insert(0, html::words("div", "thread", words.in_thread));
    const std::string spoken = text::unescape(text_in(body, "text"));
    return html::element("div", "post slack", card) +
           html::element("p", "notification",
                         html::words("b", "", words.notification) + " " + text::escape_html(spoken));
}

}  // namespace cityfm::announce
