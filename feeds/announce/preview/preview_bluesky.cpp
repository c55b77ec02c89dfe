// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string_view>
#include <vector>

#include "feeds/announce/channels/service.h"
#include "feeds/announce/preview/preview_cards.h"
#include "feeds/announce/preview/preview_html.h"
#include "pipeline/core/json.h"
#include "pipeline/text/markup.h"

namespace cityfm::announce {
namespace {

using core::Json;

/// A part of a text, in bytes, that leads somewhere.
struct LinkedText {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string url;
};

std::size_t offset_in(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_number_unsigned() ? found->get<std::size_t>() : 0;
}

std::vector<LinkedText> facets_of(const Json& record) {
    std::vector<LinkedText> facets;
    for (const Json& facet : html::array_in(record, "facets")) {
        const Json index = object_in(facet, "index");
        for (const Json& feature : html::array_in(facet, "features")) {
            if (text_in(feature, "$type") != "app.bsky.richtext.facet#link") continue;
            facets.push_back(
                {offset_in(index, "byteStart"), offset_in(index, "byteEnd"), text_in(feature, "uri")});
        }
    }
    std::stable_sort(facets.begin(), facets.end(),
                     [](const LinkedText& a, const LinkedText& b) { return a.begin < b.begin; });
    return facets;
}

bool is_border(std::string_view text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

/// The text with its links. A facet that overlaps another or ends inside a character is none, as in the apps.
std::string with_facets(std::string_view text, const std::vector<LinkedText>& facets) {
    std::string html;
    std::size_t at = 0;
    for (const LinkedText& facet : facets) {
        if (facet.begin < at || facet.end <= facet.begin || facet.end > text.size()) continue;
        if (!is_border(text, facet.begin) || !is_border(text, facet.end)) continue;
        html += text::escape_html(text.substr(at, facet.begin - at));
        html +=
            html::link("", facet.url, text::escape_html(text.substr(facet.begin, facet.end - facet.begin)));
        at = facet.end;
    }
    return html + text::escape_html(text.substr(at));
}

/// The host alone, as the apps name where a card leads.
std::string host_of(const std::string& url) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string::npos) return url;
    return url.substr(scheme + 3, url.find_first_of("/?#", scheme + 3) - scheme - 3);
}

}  // namespace

std::string bluesky_card(const Json& body, const PreviewWords& words) {
    const Json record = object_in(body, "record");
    std::string card = html::element("div", "text", with_facets(text_in(record, "text"), facets_of(record)));
    const Json external = object_in(object_in(record, "embed"), "external");
    const std::string url = text_in(external, "uri");
    const bool pictured = !object_in(external, "thumb").empty();
    const std::string inner = html::picture("picture", "", "", pictured ? words.picture : "") +
                              html::words("b", "", text_in(external, "title")) +
                              html::words("span", "description", text_in(external, "description")) +
                              html::words("span", "context", host_of(url));
    card += html::link("card", url, inner);
    return html::element("div", "post bluesky", card);
}

}  // namespace cityfm::announce
