// SPDX-License-Identifier: MIT
#include "feeds/announce/channels/line/line_message.h"

#include "pipeline/core/json.h"
#include "pipeline/core/url.h"
#include "pipeline/text/cut.h"

namespace cityfm::announce {
namespace {

using core::Json;

constexpr std::size_t most_alt = 400;
constexpr std::size_t most_label = 20;
constexpr std::size_t most_address = 1000;
constexpr std::size_t most_picture_address = 2000;
// A bubble may have 30 KB of JSON.
constexpr std::size_t most_headline = 300;
constexpr std::size_t most_summary = 600;
constexpr std::size_t most_line_question = 600;
constexpr std::size_t most_answer = 600;
constexpr std::size_t most_line_footer = 200;

Json words(const std::string& text, std::size_t most, const char* size, const char* colour) {
    return {{"type", "text"},
            {"text", text::cut(text, most, text::utf16_units)},
            {"wrap", true},
            {"size", size},
            {"color", colour}};
}

Json box(Json contents) {
    return {{"type", "box"}, {"layout", "vertical"}, {"spacing", "md"}, {"contents", std::move(contents)}};
}

Json body_of(const Announcement& a) {
    Json contents = Json::array();
    if (!a.words.footer.empty()) contents.push_back(words(a.words.footer, most_line_footer, "xs", "#888888"));
    if (!a.words.headline.empty()) {
        contents.push_back(words(a.words.headline, most_headline, "lg", "#222222"));
        contents.back()["weight"] = "bold";
    }
    if (!a.words.summary.empty()) contents.push_back(words(a.words.summary, most_summary, "sm", "#555555"));
    if (!a.words.question.empty()) {
        Json asked = Json::array();
        asked.push_back(words(a.words.question, most_line_question, "md", "#222222"));
        asked.back()["weight"] = "bold";
        if (!a.words.answer.empty()) asked.push_back(words(a.words.answer, most_answer, "sm", "#555555"));
        Json frame = box(std::move(asked));
        frame["backgroundColor"] = "#FFF6E5";
        frame["cornerRadius"] = "md";
        frame["paddingAll"] = "lg";
        contents.push_back(std::move(frame));
    }
    if (contents.empty()) contents.push_back(words(a.title, most_headline, "md", "#222222"));
    return box(std::move(contents));
}

Json buttons_of(const Announcement& a) {
    Json buttons = Json::array();
    const auto add = [&buttons](const std::string& label, const std::string& url, const char* style) {
        const std::string address = core::ascii_url(url);
        if (label.empty() || !core::is_http_url(address) || address.size() > most_address) return;
        buttons.push_back({{"type", "button"},
                           {"style", style},
                           {"action",
                            {{"type", "uri"},
                             {"label", text::cut(label, most_label, text::utf16_units)},
                             {"uri", address}}}});
    };
    add(a.words.listen, a.listen_url, "primary");
    add(a.words.transcript, a.transcript_url, "link");
    return buttons;
}

}  // namespace

Json line_message(const Announcement& a) {
    Json bubble = {{"type", "bubble"}};
    if (a.picture_url.starts_with("https://") && a.picture_url.size() <= most_picture_address) {
        bubble["hero"] = {{"type", "image"},
                          {"url", core::ascii_url(a.picture_url)},
                          {"size", "full"},
                          {"aspectRatio", "1:1"},
                          {"aspectMode", "cover"}};
    }
    bubble["body"] = body_of(a);
    if (Json buttons = buttons_of(a); !buttons.empty()) bubble["footer"] = box(std::move(buttons));
    std::string alt = a.words.headline.empty() ? a.title : a.words.headline;
    if (!a.words.question.empty()) alt.append(alt.empty() ? "" : "\n").append(a.words.question);
    Json messages = Json::array();
    messages.push_back({{"type", "flex"},
                        {"altText", text::cut(alt, most_alt, text::utf16_units)},
                        {"contents", std::move(bubble)}});
    return {{"messages", std::move(messages)}};
}

}  // namespace cityfm::announce
