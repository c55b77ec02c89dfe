// SPDX-License-Identifier: MIT
#include "feeds/rss/foreign.h"

#include <algorithm>
#include <array>

#include "feeds/rss/namespaces.h"
#include "feeds/rss/xml_writer.h"

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

/// The address behind a prefix that stands for one here; null for others.
const char* namespace_of(std::string_view prefix) {
    if (prefix == "itunes") return namespaces::itunes;
    if (prefix == "podcast") return namespaces::podcast;
    if (prefix == "atom") return namespaces::atom;
    if (prefix == "content") return namespaces::content;
    return prefix == "psc" ? namespaces::psc : nullptr;
}

std::string_view prefix_of(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

/// An element of RSS or of a namespace that is known, from what was read of it; empty for one whose prefix
/// nobody declared.
std::string written(const Element& element) {
    if (!element.source.empty()) return element.source;
    const std::string_view prefix = prefix_of(element.name);
    if (!prefix.empty() && namespace_of(prefix) == nullptr) return {};
    std::string xml = "<" + element.name;
    if (!prefix.empty())
        xml.append(" xmlns:").append(prefix).append("=\"").append(namespace_of(prefix)).append("\"");
    for (const auto& [name, value] : element.attributes) {
        if (prefix_of(name).empty()) xml += " " + name + "=\"" + escape_attribute(value) + "\"";
    }
    std::string within = escape_element(element.trimmed());
    for (const Element& child : element.children) within += written(child);
    return xml + (within.empty() ? "/>" : ">" + within + "</" + element.name + ">");
}

}  // namespace

std::vector<std::string> foreign_in(const Element& parent) {
    std::vector<std::string> foreign;
    for (const Element& element : parent.children) {
        const bool known = parent.name == "item" ? is_among(of_item, element.name)
                                                 : is_among(of_channel, element.name) || is_own_link(element);
        std::string xml = known ? "" : written(element);
        if (!xml.empty()) foreign.push_back(std::move(xml));
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
    std::vector<std::string> elements;
    if (xml.empty()) return elements;
    const Document document = parse_xml(xml, file);
    if (!document.complete || !document.channel || document.channel->name != "foreign") {
        const std::string reason =
            document.findings.empty() ? "" : core::arg(document.findings.front().args, "reason");
        const int line = document.findings.empty() ? 0 : document.findings.front().where.line;
        findings.push_back(
            {core::Severity::error, core::Code::bad_foreign, {file, line, 0}, {{"reason", reason}}});
        return elements;
    }
    for (const Element& element : document.channel->children) {
        std::string source = written(element);
        if (!source.empty()) elements.push_back(std::move(source));
    }
    return elements;
}

}  // namespace cityfm::rss
