// SPDX-License-Identifier: MIT
#include "feeds/rss/foreign.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "pipeline/core/ascii_case.h"
#include "pipeline/text/unicode.h"

namespace cityfm::rss {
namespace {

/// What `Feed` has of a channel.
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
    "generator",
    "lastBuildDate",
    "pubDate",
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
});

/// What is not kept: the former host's own, what Apple has given up, payments.
constexpr auto left_out = std::to_array<std::string_view>({
    "docs",
    "cloud",
    "ttl",
    "itunes:summary",
    "itunes:subtitle",
    "itunes:keywords",
    "podcast:value",
    "podcast:images",
});

/// What moves or hides a feed wherever apps find it, also within other elements.
constexpr auto never_within = std::to_array<std::string_view>(
    {"itunes:new-feed-url", "itunes:block", "podcast:locked", "podcast:guid", "item", "channel"});

/// What offers other sound; a live item has its own.
constexpr auto of_live_items =
    std::to_array<std::string_view>({"guid", "enclosure", "podcast:alternateenclosure"});

/// Words by which a namespace is known that is written in a loose way: apps differ in what they let pass.
struct LooseNamespace {
    std::string_view name;
    std::string_view prefix;
};
constexpr auto loose_namespaces = std::to_array<LooseNamespace>({
    {"2005/atom", "atom:"},
    {"purl.org/atom", "atom:"},
    {"itunes.com", "itunes:"},
    {"podcast-1.", "itunes:"},
    {"podcastindex.org", "podcast:"},
    {"podcast-namespace", "podcast:"},
});

constexpr int foreign_version = 1;

/// The links between a feed's own pages, and to sound; others lead elsewhere.
constexpr auto own_links =
    std::to_array<std::string_view>({"self", "hub", "first", "previous", "prev", "next", "last", "current",
                                     "prev-archive", "next-archive", "enclosure"});

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The name in small letters, with the usual prefix of a namespace that is written in a loose way.
std::string loose_name(const std::string& name) {
    std::string small = core::in_small_letters(name);
    const std::size_t end = small.find('}');
    if (!small.starts_with('{') || end == std::string::npos) return small;
    const std::string_view space = std::string_view(small).substr(1, end - 1);
    const auto* const known = std::find_if(
        loose_namespaces.begin(), loose_namespaces.end(),
        [&](const LooseNamespace& one) { return space.find(one.name) != std::string_view::npos; });
    return known != loose_namespaces.end() ? std::string(known->prefix) + small.substr(end + 1) : small;
}

bool is_own_link(const xml::Element& element) {
    if (loose_name(element.name) != "atom:link") return false;
    // Several words may stand there, and addresses that end with one (RFC 4287, 4.2.7.2).
    return std::any_of(element.attributes.begin(), element.attributes.end(), [](const auto& attribute) {
        if (core::in_small_letters(attribute.first) != "rel") return false;
        std::istringstream words(core::in_small_letters(attribute.second));
        for (std::string word; words >> word;) {
            if (is_among(own_links, std::string_view(word).substr(word.rfind('/') + 1))) return true;
        }
        return false;
    });
}

/// True for what moves a feed or hides it, also by its name alone: some apps look no further.
bool moves(std::string_view small_name) {
    constexpr auto by_name_alone = std::to_array<std::string_view>({"new-feed-url", "block", "locked"});
    return is_among(never_within, small_name) || is_among(by_name_alone, small_name);
}

bool holds_what_moves(const xml::Element& element) {
    const bool is_live = loose_name(element.name) == "podcast:liveitem";
    return std::any_of(element.children.begin(), element.children.end(), [&](const xml::Element& child) {
        const std::string name = loose_name(child.name);
        return moves(name) || (!is_live && is_among(of_live_items, name)) || is_own_link(child) ||
               holds_what_moves(child);
    });
}

/// True for a name that cityfm writes of its own within `parent`, whatever its capitals: apps do not look at
/// them.
bool is_written_here(std::string_view parent, const std::string& name) {
    const auto same = [small = core::in_small_letters(name)](std::string_view ours) {
        return core::in_small_letters(ours) == small;
    };
    const auto among = [&](const auto& names) { return std::any_of(names.begin(), names.end(), same); };
    return moves(core::in_small_letters(name)) || among(of_live_items) ||
           (parent == "item" ? among(of_item) : among(of_channel));
}

/// Its name as it is written, where it is kept.
std::string written_name(const xml::Element& element) {
    return element.source.empty() ? element.name : name_of_foreign(element.source);
}

/// By its name, or by what apps take it for that do not look at namespaces.
bool is_ours(std::string_view parent, const xml::Element& element) {
    return is_written_here(parent, element.name) || is_written_here(parent, written_name(element)) ||
           is_written_here(parent, loose_name(element.name)) || is_own_link(element) ||
           holds_what_moves(element);
}

}  // namespace

bool is_foreign(std::string_view parent, std::string_view name) {
    // Where tags are not closed, items stand within others.
    if (name == "item" || name == "channel") return false;
    if (parent == "item") return !is_among(of_item, name) && !is_among(left_out, name);
    if (parent == "channel") return !is_among(of_channel, name) && !is_among(left_out, name);
    return parent == "foreign";
}

namespace {

std::vector<std::string> foreign_within(const xml::Element& parent, std::string_view within) {
    std::vector<std::string> foreign;
    for (const xml::Element& element : parent.children) {
        if (!element.source.empty() && !is_ours(within, element)) foreign.push_back(element.source);
    }
    return foreign;
}

}  // namespace

std::vector<std::string> foreign_in(const xml::Element& parent) {
    return foreign_within(parent, parent.name);
}

std::string name_of_foreign(std::string_view element) {
    return std::string(element.substr(1, element.find_first_of(" />\n") - 1));
}

std::string write_foreign(const std::vector<std::string>& elements) {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<foreign version=\"1\">\n";
    for (const std::string& element : elements) xml += element + "\n";
    return xml + "</foreign>\n";
}

std::vector<std::string> read_foreign(std::string_view xml, std::string_view parent, const std::string& file,
                                      core::Findings& findings) {
    if (xml.empty()) return {};
    const xml::Document document = xml::parse_xml(xml, file, is_foreign);
    if (!document.complete || !document.channel || document.channel->name != "foreign") {
        const std::string reason =
            document.findings.empty() ? "" : core::arg(document.findings.front().args, "reason");
        const int line = document.findings.empty() ? 0 : document.findings.front().where.line;
        findings.push_back(
            {core::Severity::error, core::Code::bad_foreign, {file, line, 0}, {{"reason", reason}}});
        return {};
    }
    const std::string written = document.channel->attribute("version").value_or("1");
    if (written != std::to_string(foreign_version)) {
        findings.push_back({core::Severity::error,
                            core::Code::newer_release,
                            {file, document.channel->line, 0},
                            {{"path", file}, {"version", written}}});
        return {};
    }
    for (const core::Finding& finding : document.findings) {
        if (finding.code != core::Code::nested_too_deep && finding.code != core::Code::wrong_namespace)
            continue;
        findings.push_back({core::Severity::error, finding.code, finding.where, finding.args});
        return {};
    }
    for (const xml::Element& element : document.channel->children) {
        if (!is_ours(parent, element)) continue;
        findings.push_back({core::Severity::error,
                            core::Code::foreign_is_ours,
                            {file, element.line, 0},
                            {{"name", written_name(element)}}});
    }
    return foreign_within(*document.channel, parent);
}

}  // namespace cityfm::rss
