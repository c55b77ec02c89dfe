// SPDX-License-Identifier: MIT
#include "feeds/announce/preview/preview_html.h"

#include <algorithm>

#include "pipeline/core/json.h"
#include "pipeline/core/url.h"
#include "pipeline/text/markup.h"

namespace cityfm::announce::html {
namespace {

std::string opening(std::string_view tag, std::string_view css_class) {
    std::string tag_text = "<" + std::string(tag);
    if (!css_class.empty()) tag_text.append(" class=\"").append(css_class).append("\"");
    return tag_text;
}

std::string closing(std::string_view tag) {
    return "</" + std::string(tag) + ">";
}

}  // namespace

std::string element(std::string_view tag, std::string_view css_class, std::string_view inner) {
    if (inner.empty()) return {};
    return opening(tag, css_class).append(">").append(inner).append(closing(tag));
}

std::string words(std::string_view tag, std::string_view css_class, std::string_view text) {
    return element(tag, css_class, text::escape_html(text));
}

std::string link(std::string_view css_class, const std::string& url, const std::string& inner) {
    if (inner.empty()) return {};
    if (!core::is_http_url(url))
        return element("span", css_class, inner + words("code", "", url.empty() ? "" : " " + url));
    return opening("a", css_class) + " href=\"" + text::escape_html(url) +
           "\" target=\"_blank\" rel=\"noopener noreferrer\">" + inner + "</a>";
}

std::string linked(std::string_view text) {
    std::string html;
    while (!text.empty()) {
        const std::size_t start = std::min({text.find("https://"), text.find("http://"), text.size()});
        html += text::escape_html(text.substr(0, start));
        text.remove_prefix(start);
        const std::string address(text.substr(0, text.find_first_of(" \t\n<>\"")));
        html += link("", address, text::escape_html(address));
        text.remove_prefix(address.size());
    }
    return html;
}

std::string picture(std::string_view css_class, const std::string& url, const std::string& alt,
                    const std::string& instead) {
    if (!core::is_http_url(url)) return words("span", std::string(css_class) + " absent", instead);
    return opening("img", css_class) + " src=\"" + text::escape_html(url) + "\" alt=\"" +
           text::escape_html(alt) + "\" />";
}

std::string folded(std::string_view summary, std::string_view inner, bool open) {
    return std::string(open ? "<details open=\"open\">" : "<details>") +
           words("summary", "", summary).append(inner).append("</details>\n");
}

core::Json array_in(const core::Json& json, const char* name) {
    if (!json.is_object()) return core::Json::array();
    const auto found = json.find(name);
    return found != json.end() && found->is_array() ? *found : core::Json::array();
}

}  // namespace cityfm::announce::html
