// SPDX-License-Identifier: MIT
#include "feeds/rss/foreign.h"

#include <algorithm>
#include <array>

namespace cityfm::rss {
namespace {

/// What `Feed` has of a channel, and what is not kept.
constexpr auto of_channel = std::to_array<std::string_view>({
    "title",
    "link",
    "description",
    "language",
    "copyright",
    "image",
    "item",
    "itunes:author",
    "itunes:type",
    "itunes:image",
    "itunes:category",
    "itunes:explicit",
    "itunes:block",
    "itunes:owner",
    "itunes:new-feed-url",
    "podcast:guid",
    "podcast:locked",
    "podcast:medium",
    "podcast:license",
    "podcast:location",
    "podcast:updateFrequency",
    "podcast:person",
    "podcast:txt",
    "podcast:funding",
    "podcast:trailer",
    "podcast:podroll",
    "podcast:publisher",
    // The host's own.
    "generator",
    "lastBuildDate",
    "pubDate",
    "docs",
    "cloud",
    "ttl",
    // Given up by Apple; payments.
    "itunes:summary",
    "itunes:subtitle",
    "itunes:keywords",
    "podcast:value",
    "podcast:images",
});

constexpr auto of_item = std::to_array<std::string_view>({
    "title",
    "itunes:title",
    "guid",
    "pubDate",
    "link",
    "description",
    "content:encoded",
    "enclosure",
    "itunes:duration",
    "itunes:season",
    "itunes:episode",
    "itunes:episodeType",
    "itunes:explicit",
    "itunes:block",
    "itunes:image",
    "image",
    "podcast:season",
    "podcast:episode",
    "podcast:person",
    "podcast:license",
    "podcast:location",
    "podcast:transcript",
    "podcast:chapters",
    "podcast:soundbite",
    "podcast:socialInteract",
    "podcast:contentLink",
    "podcast:alternateEnclosure",
    "psc:chapters",
    "itunes:summary",
    "itunes:subtitle",
    "itunes:keywords",
    "podcast:value",
    "podcast:images",
});

/// The links between a feed's own pages; others lead elsewhere.
constexpr auto own_links =
    std::to_array<std::string_view>({"self", "hub", "first", "previous", "prev", "next", "last"});

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_own_link(const Element& element) {
    return element.name == "atom:link" && is_among(own_links, element.attribute("rel").value_or(""));
}

}  // namespace

bool is_foreign(std::string_view parent, std::string_view name) {
    // Where tags are not closed, items stand within others.
    if (name == "item" || name == "channel") return false;
    if (parent == "item") return !is_among(of_item, name);
    if (parent == "channel") return !is_among(of_channel, name);
    return parent == "foreign";
}

std::vector<std::string> foreign_in(const Element& parent) {
    std::vector<std::string> foreign;
    for (const Element& element : parent.children) {
        if (!element.source.empty() && !is_own_link(element)) foreign.push_back(element.source);
    }
    return foreign;
}

std::string name_of_foreign(std::string_view element) {
    return std::string(element.substr(1, element.find_first_of(" />\n") - 1));
}

std::string write_foreign(const std::vector<std::string>& elements) {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<foreign>\n";
    for (const std::string& element : elements) xml += element + "\n";
    return xml + "</foreign>\n";
}

std::vector<std::string> read_foreign(std::string_view xml, const std::string& file,
                                      core::Findings& findings) {
    if (xml.empty()) return {};
    const Document document = parse_xml(xml, file);
    if (!document.complete || !document.channel || document.channel->name != "foreign") {
        const std::string reason =
            document.findings.empty() ? "" : core::arg(document.findings.front().args, "reason");
        const int line = document.findings.empty() ? 0 : document.findings.front().where.line;
        findings.push_back(
            {core::Severity::error, core::Code::bad_foreign, {file, line, 0}, {{"reason", reason}}});
        return {};
    }
    return foreign_in(*document.channel);
}

}  // namespace cityfm::rss
