// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string_view>

#include "feeds/announce/channels/service.h"
#include "feeds/announce/preview/preview_cards.h"
#include "feeds/announce/preview/preview_html.h"
#include "pipeline/core/json.h"
#include "pipeline/text/markup.h"

namespace cityfm::announce {
namespace {

using core::Json;

/// What a backslash takes the meaning from: anything but letters, digits and blanks.
bool is_mark(char c) {
    const bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return !letter && static_cast<unsigned char>(c) > ' ';
}

/// `[label](url)` at the start of `text`; `size` is 0 where there is none.
struct MaskedLink {
    std::string_view label;
    std::string_view url;
    std::size_t size = 0;
};

MaskedLink masked_link(std::string_view text) {
    std::size_t label_end = 1;
    while (label_end < text.size() && text[label_end] != ']') label_end += text[label_end] == '\\' ? 2 : 1;
    if (label_end + 1 >= text.size() || text[label_end + 1] != '(') return {};
    const std::size_t url = label_end + 2;
    const std::size_t end = text.find(')', url);
    if (end == std::string_view::npos) return {};
    return {text.substr(1, label_end - 1), text.substr(url, end - url), end + 1};
}

std::string without_backslashes(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\\' && at + 1 < text.size() && is_mark(text[at + 1])) ++at;
        plain += text[at];
    }
    return plain;
}

/// Discord's Markdown as far as texts of ours can hold it: escapes, links and addresses.
std::string marked_up(std::string_view text) {
    std::string html;
    std::string plain;
    const auto flush = [&] {
        html += text::escape_html(without_backslashes(plain));
        plain.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        const MaskedLink link = rest[0] == '[' ? masked_link(rest) : MaskedLink{};
        const bool bare = rest.starts_with("https://") || rest.starts_with("http://");
        if (link.size > 0) {
            flush();
            html += html::link("", std::string(link.url), text::escape_html(without_backslashes(link.label)));
            at += link.size;
        } else if (bare) {
            flush();
            const std::string_view address = rest.substr(0, rest.find_first_of(" \n\t<>"));
            html += html::linked(address);
            at += address.size();
        } else {
            const std::size_t size = rest[0] == '\\' ? std::min<std::size_t>(2, rest.size()) : 1;
            plain += rest.substr(0, size);
            at += size;
        }
    }
    flush();
    return html;
}

std::string drawn(const Json& embed) {
    std::string title = text::escape_html(without_backslashes(text_in(embed, "title")));
    const std::string url = text_in(embed, "url");
    if (!url.empty()) title = html::link("", url, title);
    const std::string inner = html::element("div", "title", title) +
                              html::element("div", "text", marked_up(text_in(embed, "description")));
    const std::string thumbnail =
        html::picture("thumbnail", text_in(object_in(embed, "thumbnail"), "url"), "");
    const std::string footer = html::words("div", "context", text_in(object_in(embed, "footer"), "text"));
    return html::element(
        "div", "embed",
        html::element("div", "section", html::element("div", "text", inner) + thumbnail) + footer);
}

}  // namespace

std::string discord_card(const Json& body) {
    std::string card = html::element("div", "text", marked_up(text_in(body, "content")));
    for (const Json& embed : html::array_in(body, "embeds")) card += drawn(embed);
    return html::element("div", "post discord", card);
}

}  // namespace cityfm::announce
