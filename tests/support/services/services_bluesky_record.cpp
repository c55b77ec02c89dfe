// SPDX-License-Identifier: MIT
#include "tests/support/services/services_bluesky_record.h"

#include <cstddef>
#include <regex>

#include "pipeline/core/digest.h"
#include "tests/support/services/services.h"

namespace cityfm::tests {
namespace {

using nlohmann::json;

constexpr std::size_t most_text_bytes = 3000;
constexpr std::size_t most_languages = 3;
constexpr std::size_t most_images = 4;

/// RFC 4648, section 6, in lower case and without padding.
std::string base32(const std::string& bytes) {
    std::string text;
    unsigned buffer = 0;
    int bits = 0;
    for (const char c : bytes) {
        buffer = (buffer << 8U | static_cast<unsigned char>(c)) & 0xFFFFU;
        for (bits += 8; bits >= 5; bits -= 5)
            text += "abcdefghijklmnopqrstuvwxyz234567"[buffer >> static_cast<unsigned>(bits - 5) & 31U];
    }
    if (bits > 0) text += "abcdefghijklmnopqrstuvwxyz234567"[buffer << static_cast<unsigned>(5 - bits) & 31U];
    return text;
}

bool is_border(const std::string& text, std::size_t at) {
    return at == text.size() || (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U);
}

std::string wrong_facet(const json& facet, const std::string& text) {
    const json& index = member_at(facet, "index");
    const json& begin = member_at(index, "byteStart");
    const json& end = member_at(index, "byteEnd");
    if (!begin.is_number_unsigned() || !end.is_number_unsigned())
        return "Record/facets must have an index of integers";
    const auto from = begin.get<std::size_t>();
    const auto to = end.get<std::size_t>();
    if (from >= to || to > text.size()) return "the tests want facets inside the text";
    if (!is_border(text, from) || !is_border(text, to)) return "the tests want facets of whole characters";
    const json& features = member_at(facet, "features");
    if (!features.is_array() || features.empty()) return "Record/facets must have the property \"features\"";
    for (const json& feature : features) {
        const std::string type = text_at(feature, "$type");
        if (type.empty()) return "Record/facets/features must have the property \"$type\"";
        if (type == "app.bsky.richtext.facet#link" &&
            !is_address(text_at(feature, "uri"), {"http://", "https://"}))
            return "Record/facets/features/uri must be a uri";
        if (type == "app.bsky.richtext.facet#tag" && text_at(feature, "tag").empty())
            return "Record/facets/features must have the property \"tag\"";
    }
    return {};
}

std::string wrong_embed(const json& embed, const std::function<std::string(const json&)>& wrong_blob) {
    const std::string type = text_at(embed, "$type");
    if (type == "app.bsky.embed.external") {
        const json& external = member_at(embed, "external");
        if (!is_address(text_at(external, "uri"), {"http://", "https://"}))
            return "Record/embed/external/uri must be a uri";
        for (const char* key : {"title", "description"}) {
            if (!member_at(external, key).is_string())
                return std::string("Record/embed/external must have the property \"") + key + "\"";
        }
        return external.contains("thumb") ? wrong_blob(external["thumb"]) : "";
    }
    if (type != "app.bsky.embed.images") return "Record/embed $type must be one of those that the tests know";
    const json& images = member_at(embed, "images");
    if (!images.is_array() || images.size() > most_images)
        return "Record/embed/images must not have more than 4 elements";
    for (const json& image : images) {
        if (!member_at(image, "alt").is_string()) return "Record/embed/images must have the property \"alt\"";
        if (std::string wrong = wrong_blob(member_at(image, "image")); !wrong.empty()) return wrong;
    }
    return {};
}

}  // namespace

std::string wrong_in_bluesky_post(const json& record,
                                  const std::function<std::string(const json&)>& wrong_blob) {
    if (!member_at(record, "text").is_string()) return "Record must have the property \"text\"";
    const std::string text = text_at(record, "text");
    if (text.size() > most_text_bytes) return "Record/text must not be longer than 3000 characters";
    static const std::regex moment(R"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,20})?(Z|[+-]\d{2}:\d{2}))");
    if (!record.contains("createdAt")) return "Record must have the property \"createdAt\"";
    if (!std::regex_match(text_at(record, "createdAt"), moment))
        return "Record/createdAt must be an valid atproto datetime (both RFC-3339 and ISO-8601)";
    if (const json& languages = member_at(record, "langs"); languages.size() > most_languages)
        return "Record/langs must not have more than 3 elements";
    if (record.contains("facets")) {
        if (!record["facets"].is_array()) return "Record/facets must be an array";
        for (const json& facet : record["facets"])
            if (std::string wrong = wrong_facet(facet, text); !wrong.empty()) return wrong;
    }
    return record.contains("embed") ? wrong_embed(record["embed"], wrong_blob) : "";
}

std::string cid_of(const std::string& bytes, char codec) {
    // Version 1, the codec, SHA-256 and its 32 bytes; "b" is base32 in multibase.
    return "b" + base32(std::string{'\x01', codec, '\x12', '\x20'} + core::from_hex(core::sha256(bytes)));
}

}  // namespace cityfm::tests
