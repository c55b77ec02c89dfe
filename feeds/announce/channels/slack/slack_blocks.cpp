// SPDX-License-Identifier: MIT
#include "feeds/announce/channels/slack/slack_blocks.h"

#include <algorithm>
#include <string_view>

#include "pipeline/core/json.h"
#include "pipeline/core/url.h"
#include "pipeline/text/addresses.h"
#include "pipeline/text/cut.h"
#include "pipeline/text/markup.h"

namespace cityfm::announce {
namespace {

using core::Json;

constexpr std::size_t most_header = 150;
constexpr std::size_t most_button = 75;
constexpr std::size_t most_block_alt = 500;
constexpr std::size_t most_context = 10;
// All blocks together may hold about 12,000 characters (github.com/slackapi/bolt-js/issues/2509).
constexpr std::size_t most_fallback = 3000;
constexpr std::size_t most_question = 2000;
constexpr std::size_t most_block_answer = 1000;
constexpr std::size_t most_note = 150;
constexpr std::size_t most_spoken = 3000;

/// Plain text is not searched for mentions; should that change, a word joiner keeps `<!channel>` from being
/// one.
Json plain(const std::string& text, std::size_t most) {
    std::string harmless = text;
    for (std::size_t at = 0; (at = harmless.find('<', at)) != std::string::npos; ++at) {
        if (at + 1 < harmless.size() &&
            std::string_view("!@#").find(harmless[at + 1]) != std::string_view::npos)
            harmless.insert(at + 1, "\u2060");
    }
    return {{"type", "plain_text"}, {"text", text::cut(harmless, most, text::utf16_units)}, {"emoji", true}};
}

std::size_t escaped_size(std::string_view grapheme) {
    return text::utf16_units(text::escape_text(grapheme));
}

/// `verbatim` keeps Slack from making mentions out of names that begin with @ or #, and with them from making
/// links of addresses: those are marked as links here.
Json marked(const std::string& text, std::size_t most) {
    const std::size_t brackets = 2 * text::addresses_in(text).size();
    const auto as_link = [](std::string_view address) { return "<" + text::escape_text(address) + ">"; };
    return {{"type", "mrkdwn"},
            {"text", text::with_addresses(text::cut(text, most - std::min(brackets, most), escaped_size),
                                          text::escape_text, as_link)},
            {"verbatim", true}};
}

Json section(const std::string& text, std::size_t most) {
    return {{"type", "section"}, {"text", marked(text, most)}};
}

Json picture(const Announcement& a, const std::string& file) {
    Json image = {{"type", "image"}};
    if (file.empty()) {
        image["image_url"] = core::ascii_url(a.picture_url);
    } else {
        image["slack_file"] = {{"id", file}};
    }
    image["alt_text"] =
        text::cut(a.picture_alt.empty() ? a.show : a.picture_alt, most_block_alt, text::utf16_units);
    return image;
}

Json button(const std::string& label, const std::string& url) {
    return {{"type", "button"}, {"text", plain(label, most_button)}, {"url", core::ascii_url(url)}};
}

Json block_buttons(const Announcement& a) {
    Json buttons = Json::array();
    if (!a.words.listen.empty()) {
        buttons.push_back(button(a.words.listen, a.listen_url));
        buttons.back()["style"] = "primary";
    }
    if (!a.words.transcript.empty()) buttons.push_back(button(a.words.transcript, a.transcript_url));
    return buttons;
}

Json context_of(const Announcement& a) {
    Json notes = Json::array();
    const auto note = [&notes](const std::string& text) {
        if (notes.size() < most_context && !text.empty()) notes.push_back(marked(text, most_note));
    };
    note(a.words.footer);
    for (const std::string& topic : a.topics) note("#" + topic);
    return notes;
}

}  // namespace

std::string slack_text(const std::string& text, std::size_t most) {
    return text::escape_text(text::cut(text, most, escaped_size));
}

std::string slack_spoken(const Announcement& a) {
    std::string spoken = a.words.headline;
    if (!a.words.question.empty()) spoken.append(spoken.empty() ? "" : "\n").append(a.words.question);
    return slack_text(spoken.empty() ? a.title : spoken, most_spoken);
}

Json slack_blocks(const Announcement& a, const std::string& key, const std::string& picture_file) {
    Json blocks = Json::array();
    const bool shows_picture = !picture_file.empty() || !a.picture_url.empty();
    if (!a.words.headline.empty())
        blocks.push_back({{"type", "header"}, {"text", plain(a.words.headline, most_header)}});
    if (!a.words.summary.empty()) blocks.push_back(section(a.words.summary, most_fallback));
    if (shows_picture && !a.words.summary.empty()) {
        blocks.back()["accessory"] = picture(a, picture_file);
    } else if (shows_picture) {
        blocks.push_back(picture(a, picture_file));
    }
    // The question stands alone, below all else, with the way to answer it: it is why the post exists.
    if (!a.words.question.empty()) {
        if (!blocks.empty()) blocks.push_back({{"type", "divider"}});
        blocks.push_back(section(a.words.question, most_question));
        if (!a.words.answer.empty()) blocks.push_back(section(a.words.answer, most_block_answer));
    }
    const Json buttons = block_buttons(a);
    if (!buttons.empty()) blocks.push_back({{"type", "actions"}, {"elements", buttons}});
    const Json notes = context_of(a);
    if (!notes.empty()) blocks.push_back({{"type", "context"}, {"elements", notes}});
    if (blocks.empty()) blocks.push_back(section(a.title, most_fallback));
    blocks.front()["block_id"] = key;
    return blocks;
}

}  // namespace cityfm::announce
