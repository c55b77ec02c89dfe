// SPDX-License-Identifier: MIT
#include "feeds/announce/channels/bluesky/bluesky_post.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/core/digest.h"
#include "pipeline/core/json.h"
#include "pipeline/core/url.h"
#include "pipeline/text/addresses.h"
#include "pipeline/text/cut.h"
#include "pipeline/text/unicode.h"

namespace cityfm::announce {
namespace {

using core::Json;

constexpr std::size_t most_graphemes = 300;
constexpr std::size_t most_post_bytes = 3000;
/// Less of a text than this is not worth reading.
constexpr std::size_t least_graphemes = 12;
constexpr std::size_t most_card_title = 300;
constexpr std::size_t most_card_text = 600;

constexpr std::string_view base32 = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::string_view base32_sortable = "234567abcdefghijklmnopqrstuvwxyz";

std::string in_base32(std::string_view bytes) {
    std::string text;
    unsigned buffer = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        buffer = (buffer << 8U) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5) text += base32[(buffer >> (bits - 5)) & 31U];
        buffer &= (1U << bits) - 1;
    }
    if (bits > 0) text += base32[(buffer << (5 - bits)) & 31U];
    return text;
}

std::size_t one(std::string_view /*grapheme*/) {
    return 1;
}
std::size_t bytes_of(std::string_view grapheme) {
    return grapheme.size();
}

/// Paragraphs with an empty line between them.
struct Text {
    std::string headline;
    std::string summary;
    std::string question;
    std::string answer;
    std::string links;

    std::string whole() const {
        std::string text;
        for (const std::string* part : {&headline, &summary, &question, &answer, &links}) {
            if (part->empty()) continue;
            const bool belongs = part == &answer && !question.empty();
            text.append(text.empty() ? "" : belongs ? "\n" : "\n\n").append(*part);
        }
        return text;
    }
};

/// Shortens part by part until the whole is within `most`.
void fit(Text& text, std::size_t most, const text::Measure& size_of) {
    for (std::string* part : {&text.summary, &text.answer, &text.headline, &text.question}) {
        const std::size_t size = text::length(text.whole(), size_of);
        if (size <= most) return;
        const std::size_t own = text::length(*part, size_of);
        const std::size_t over = size - most;
        *part = own > over ? text::cut(*part, own - over, size_of) : "";
        if (text::length(*part, one) < least_graphemes) part->clear();
    }
}

/// True where one grapheme ends and the next begins.
bool is_border(const std::string& text, std::size_t at) {
    const std::string_view behind = std::string_view(text).substr(at);
    return behind.empty() || text::graphemes_of(std::string_view(text).substr(at - 1)).front().size() == 1;
}

Json facet(std::size_t begin, std::size_t end, const std::string& url) {
    Json feature = {{"$type", "app.bsky.richtext.facet#link"}, {"uri", url}};
    Json features = Json::array();
    features.push_back(std::move(feature));
    return {{"index", {{"byteStart", begin}, {"byteEnd", end}}}, {"features", std::move(features)}};
}

}  // namespace

Blob blob_of(const std::string& bytes) {
    // Version 1, raw bytes, SHA-256 of 32 bytes; "b" says base32.
    const std::string digest = core::from_hex("01551220" + core::sha256(bytes));
    return {"b" + in_base32(digest), bytes.starts_with("\x89PNG") ? "image/png" : "image/jpeg", bytes.size()};
}

Json to_json(const Blob& blob) {
    return {{"$type", "blob"}, {"ref", {{"$link", blob.cid}}}, {"mimeType", blob.type}, {"size", blob.bytes}};
}

std::string tid_of(const std::string& key) {
    constexpr std::uint64_t begin_2023 = 1'672'531'200'000'000;  // microseconds
    constexpr std::uint64_t two_years = 2ULL * 365 * 86'400'000'000ULL;
    const std::string bytes = core::from_hex(core::sha256(key));
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = (number << 8U) | static_cast<unsigned char>(bytes[i]);
    const std::uint64_t clock =
        static_cast<unsigned char>(bytes[8]) * 4U + (static_cast<unsigned char>(bytes[9]) >> 6U);
    const std::uint64_t value = ((begin_2023 + number % two_years) << 10U) | clock;
    std::string tid;
    for (int shift = 60; shift >= 0; shift -= 5)
        tid += base32_sortable[(value >> static_cast<unsigned>(shift)) & 31U];
    return tid;
}

Json bluesky_record(const Post& post, const std::string& language, const std::optional<Blob>& picture) {
    const Announcement& a = post.announcement;
    Text text{a.words.headline, a.words.summary, a.words.question, a.words.answer, {}};
    constexpr std::string_view between = "　";
    text.links = a.words.listen;
    if (!a.words.transcript.empty())
        text.links.append(text.links.empty() ? "" : between).append(a.words.transcript);
    fit(text, most_graphemes, one);
    fit(text, most_post_bytes, bytes_of);
    const std::string whole = text.whole();
    Json facets = Json::array();
    for (const text::AddressSpan& span : text::addresses_in(whole)) {
        // A sign that joins the letter before it would be torn off.
        if (!is_border(whole, span.end)) continue;
        facets.push_back(facet(span.begin, span.end, whole.substr(span.begin, span.end - span.begin)));
    }
    const std::size_t links = whole.size() - text.links.size();
    if (!a.words.listen.empty())
        facets.push_back(facet(links, links + a.words.listen.size(), core::ascii_url(a.listen_url)));
    if (!a.words.transcript.empty()) {
        facets.push_back(
            facet(whole.size() - a.words.transcript.size(), whole.size(), core::ascii_url(a.transcript_url)));
    }
    Json record = {{"$type", "app.bsky.feed.post"}, {"text", whole}};
    if (!facets.empty()) record["facets"] = std::move(facets);
    const std::string& card = a.listen_url.empty() ? a.page_url : a.listen_url;
    if (!card.empty()) {
        Json external = {{"uri", core::ascii_url(card)},
                         {"title", text::cut(a.words.headline, most_card_title, text::utf16_units)},
                         {"description", text::cut(a.words.summary, most_card_text, text::utf16_units)}};
        if (picture) external["thumb"] = to_json(*picture);
        record["embed"] = {{"$type", "app.bsky.embed.external"}, {"external", std::move(external)}};
    }
    Json languages = Json::array();
    languages.push_back(language);
    record["langs"] = std::move(languages);
    // The service wants a moment; it must not change when the post is edited.
    record["createdAt"] = core::show_rfc3339(post.date, "UTC").substr(0, 19) + ".000Z";
    return record;
}

}  // namespace cityfm::announce
