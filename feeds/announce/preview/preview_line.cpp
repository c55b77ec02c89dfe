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

/// Boxes in boxes, at most.
constexpr int most_levels = 10;

/// Pixels of the sizes of texts (developers.line.biz/en/docs/messaging-api/flex-message-elements).
constexpr auto sizes = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"xxs", "11px"}, {"xs", "13px"}, {"sm", "14px"}, {"md", "16px"}, {"lg", "19px"}, {"xl", "22px"}});

/// `name:#RRGGBB;` for a style, where it is a colour.
std::string colour(std::string_view name, const std::string& value) {
    const bool is_colour = value.size() == 7 && value[0] == '#' &&
                           value.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
    return is_colour ? std::string(name) + ":" + value + ";" : "";
}

std::string styled(const char* css_class, const std::string& style, const std::string& inner) {
    if (inner.empty()) return {};
    return std::string("<div class=\"") + css_class + "\" style=\"" + style + "\">" + inner + "</div>";
}

std::string text_component(const Json& component) {
    std::string style = colour("color", text_in(component, "color"));
    for (const auto& [name, pixels] : sizes) {
        if (text_in(component, "size") == name) style.append("font-size:").append(pixels).append(";");
    }
    if (text_in(component, "weight") == "bold") style += "font-weight:bold;";
    return styled("text", style, text::escape_html(text_in(component, "text")));
}

std::string button_of(const Json& component) {
    const Json action = object_in(component, "action");
    const bool primary = text_in(component, "style") == "primary";
    return html::link(primary ? "button primary" : "button", text_in(action, "uri"),
                      text::escape_html(text_in(action, "label")));
}

std::string drawn(const Json& component, int level) {
    const std::string type = text_in(component, "type");
    if (type == "text") return text_component(component);
    if (type == "button") return button_of(component);
    if (type == "image") return html::picture("picture", text_in(component, "url"), "");
    if (type != "box" || level > most_levels) return {};
    std::string inner;
    for (const Json& part : html::array_in(component, "contents")) inner += drawn(part, level + 1);
    const std::string background = colour("background-color", text_in(component, "backgroundColor"));
    return styled(background.empty() ? "box" : "box padded", background, inner);
}

}  // namespace

std::string line_card(const Json& body, const PreviewWords& words) {
    std::string card;
    std::string spoken;
    for (const Json& message : html::array_in(body, "messages")) {
        const Json bubble = object_in(message, "contents");
        std::string parts = drawn(object_in(bubble, "hero"), 0);
        for (const char* name : {"body", "footer"})
            parts += html::element("div", "part", drawn(object_in(bubble, name), 0));
        card += html::element("div", "bubble", parts);
        spoken += (spoken.empty() ? "" : "\n") + text_in(message, "altText");
    }
    if (card.empty()) return {};
    return html::element("div", "post line", card) +
           html::element("p", "notification",
                         html::words("b", "", words.notification) + " " + text::escape_html(spoken));
}

}  // namespace cityfm::announce
