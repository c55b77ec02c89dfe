// SPDX-License-Identifier: MIT
#include "feeds/announce/channels/discord/discord_message.h"

#include <string_view>

#include "pipeline/core/json.h"
#include "pipeline/core/url.h"
#include "pipeline/text/addresses.h"
#include "pipeline/text/cut.h"

namespace cityfm::announce {
namespace {

using core::Json;

constexpr std::size_t most_content = 2000;
constexpr std::size_t most_embed_question = 1300;
constexpr std::size_t most_title = 256;
constexpr std::size_t most_description = 4096;
constexpr std::size_t most_embed_footer = 300;
/// Of the bar beside the embed: #E8A33D.
constexpr int embed_colour = 0xE8A33D;
/// Of the description, what the links may take.
constexpr std::size_t most_links = 2200;

constexpr std::string_view special = "\\*_~`|<>#-+[]():@";

std::string escaped(std::string_view text) {
    const auto words = [](std::string_view part) {
        std::string out;
        for (const char c : part) {
            if (special.find(c) != std::string_view::npos) out += '\\';
            out += c;
        }
        return out;
    };
    return text::with_addresses(text, words, [](std::string_view address) { return std::string(address); });
}

/// A link of Markdown; what would end its address early is encoded.
std::string markdown_link(const std::string& label, const std::string& url) {
    std::string address = core::ascii_url(url);
    for (std::size_t at = 0; (at = address.find_first_of("()", at)) != std::string::npos;)
        address.replace(at, 1, address[at] == '(' ? "%28" : "%29");
    return "[" + escaped(label) + "](" + address + ")";
}

}  // namespace

std::string discord_text(const std::string& text, std::size_t most) {
    const auto size = [](std::string_view grapheme) { return text::utf16_units(escaped(grapheme)); };
    return escaped(text::cut(text, most, size));
}

Json discord_message(const Announcement& a) {
    std::string content = discord_text(a.words.question, most_embed_question);
    if (!a.words.answer.empty() && !content.empty()) {
        content += "\n";
        content += discord_text(a.words.answer, most_content - text::utf16_units(content));
    }
    std::string links;
    if (!a.words.listen.empty()) links += markdown_link(a.words.listen, a.listen_url);
    if (!a.words.transcript.empty())
        links.append(links.empty() ? "" : "　").append(markdown_link(a.words.transcript, a.transcript_url));
    if (text::utf16_units(links) > most_links) links.clear();
    std::string description = discord_text(a.words.summary, most_description - most_links - 2);
    if (!links.empty()) description.append(description.empty() ? "" : "\n\n").append(links);
    Json embed = Json::object();
    if (!a.words.headline.empty()) embed["title"] = discord_text(a.words.headline, most_title);
    if (!a.page_url.empty()) embed["url"] = core::ascii_url(a.page_url);
    embed["color"] = embed_colour;
    if (!description.empty()) embed["description"] = description;
    if (!a.picture_url.empty()) embed["thumbnail"] = {{"url", core::ascii_url(a.picture_url)}};
    if (!a.words.footer.empty())
        embed["footer"] = {{"text", text::cut(a.words.footer, most_embed_footer, text::utf16_units)}};
    Json message = Json::object();
    if (!content.empty()) message["content"] = content;
    if (!description.empty() || !a.words.headline.empty()) {
        message["embeds"] = Json::array();
        message["embeds"].push_back(std::move(embed));
    }
    message["allowed_mentions"] = {{"parse", Json::array()}};
    return message;
}

}  // namespace cityfm::announce
