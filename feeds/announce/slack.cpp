// SPDX-License-Identifier: MIT
#include "feeds/announce/slack.h"

#include <algorithm>

#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

namespace cityfm::announce {
namespace {

using core::Json;

constexpr std::size_t most_header = 150;
constexpr std::size_t most_section = 3000;
constexpr std::size_t most_alt = 2000;
constexpr std::size_t most_context = 10;

Json plain(const std::string& text, std::size_t most) {
    return {{"type", "plain_text"}, {"text", text::cut_graphemes(text, most)}, {"emoji", true}};
}

Json section(const std::string& text, std::size_t most = most_section) {
    return {{"type", "section"}, {"text", {{"type", "mrkdwn"}, {"text", slack_text(text, most)}}}};
}

}  // namespace

std::string slack_text(const std::string& text, std::size_t most) {
    // Slack counts characters of the escaped text; bytes are never fewer than that, so the cut is on the safe
    // side.
    std::string out = text::escape_text(text);
    for (std::size_t kept = text.size(); out.size() > most && kept > 0;) {
        kept -= std::min(kept, std::max<std::size_t>(1, (out.size() - most) / 5));
        out = text::escape_text(text::cut_bytes(text, kept));
    }
    return out;
}

Json slack_blocks(const Announcement& a, const std::string& key) {
    Json blocks = Json::array();
    const std::string title = a.display.empty() ? a.title : a.display + " " + a.title;
    Json header = {{"type", "header"}, {"block_id", key}, {"text", plain(title, most_header)}};
    blocks.push_back(std::move(header));
    if (!a.summary.empty()) {
        Json about = section(a.summary);
        if (!a.picture_url.empty()) {
            about["accessory"] = {{"type", "image"},
                                  {"image_url", a.picture_url},
                                  {"alt_text", text::cut_graphemes(a.picture_alt, most_alt)}};
        }
        blocks.push_back(std::move(about));
    }
    // The question stands alone, below all else, with the way to answer it: it is why the post exists.
    if (!a.question.empty()) {
        blocks.push_back({{"type", "divider"}});
        blocks.push_back(section("💬 " + a.question));
        blocks.push_back(section(a.answer, 600));
    }
    Json buttons = Json::array();
    buttons.push_back(
        {{"type", "button"}, {"text", plain("▶ 聴く", 75)}, {"url", a.listen_url}, {"style", "primary"}});
    if (!a.transcript_url.empty()) {
        buttons.push_back({{"type", "button"}, {"text", plain("文字で読む", 75)}, {"url", a.transcript_url}});
    }
    blocks.push_back({{"type", "actions"}, {"elements", buttons}});
    Json context = Json::array();
    const auto note = [&context](const std::string& text) {
        if (context.size() < most_context && !text.empty()) {
            context.push_back({{"type", "mrkdwn"}, {"text", slack_text(text, 300)}});
        }
    };
    note(a.show);
    for (const std::string& topic : a.topics) note("#" + topic);
    blocks.push_back({{"type", "context"}, {"elements", context}});
    return blocks;
}

}  // namespace cityfm::announce
