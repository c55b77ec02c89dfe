// SPDX-License-Identifier: MIT
#include "feeds/xml/document.h"

#include <algorithm>
#include <array>
#include <utility>

#include "feeds/xml/repair.h"
#include "pipeline/core/ascii_case.h"
#include "pipeline/text/unicode.h"

namespace cityfm::xml {
namespace {

using core::Code;
using core::Severity;

/// The tree of any bytes; nothing where they are no XML at all.
std::optional<Tree> tree_of(std::string_view bytes, Document& document, const IsKept& is_kept) {
    Repaired repaired = repair(bytes, document.file);
    document.findings = std::move(repaired.findings);
    if (repaired.xml.empty()) return std::nullopt;
    return read_tree(repaired.xml, document.file, document.findings, is_kept);
}

/// True for text in which a feed, a channel or an item begins.
bool holds_feed(std::string_view text) {
    constexpr auto begins =
        std::to_array<std::string_view>({"<rss", "<channel", "<item", "<rdf:rdf", "<feed"});
    const std::string small = core::in_small_letters(text);
    return std::any_of(begins.begin(), begins.end(), [&](std::string_view tag) {
        for (std::size_t at = small.find(tag); at != std::string::npos; at = small.find(tag, at + 1)) {
            const std::size_t end = at + tag.size();
            if (end < small.size() &&
                std::string_view(" \t\r\n/>").find(small[end]) != std::string_view::npos)
                return true;
        }
        return false;
    });
}

/// What is known of a document once it was read.
void settle(Document& document) {
    const bool broken =
        std::any_of(document.findings.begin(), document.findings.end(), [](const core::Finding& finding) {
            return finding.code == Code::not_well_formed || finding.code == Code::not_closed ||
                   finding.code == Code::misplaced_markup || finding.code == Code::feed_cut;
        });
    document.complete = document.complete && !broken;
    core::sort(document.findings);
}

/// What a document that is no RSS is, in the words of messages.
std::string kind_of(const Element& root) {
    if (root.children.empty()) return "text";
    const std::string& name = root.children.front().name;
    if (name == "rss") return "<rss> without <channel>";
    return name == "atom:feed" || name == "feed" ? "Atom" : "<" + text::cut_graphemes(name, 40) + ">";
}

bool is_feed(const Element& element) {
    return core::in_small_letters(element.name) == "rss" || element.name.ends_with("}RDF");
}

/// The channel; old RSS writes its items behind it.
std::optional<Element> channel_of(Element root) {
    for (Element& rss : root.children) {
        if (!is_feed(rss)) continue;
        const auto channel = std::find_if(rss.children.begin(), rss.children.end(),
                                          [](const Element& e) { return e.name == "channel"; });
        if (channel == rss.children.end()) return std::nullopt;
        Element found = std::move(*channel);
        for (Element& element : rss.children) {
            if (element.name == "item") found.children.push_back(std::move(element));
        }
        return found;
    }
    return std::nullopt;
}

/// Of two channels that were written over each other nobody can tell which counts.
bool has_second_channel(const Element& root) {
    const auto feed = std::find_if(root.children.begin(), root.children.end(), is_feed);
    if (feed == root.children.end()) return false;
    return std::count_if(feed->children.begin(), feed->children.end(),
                         [](const Element& element) { return element.name == "channel"; }) > 1;
}

/// True where zero bytes stand in the middle of text, which is no encoding's way of writing it.
bool has_zeros(std::string_view bytes) {
    constexpr std::size_t head = 4;
    const bool is_wide = bytes.substr(0, head).find('\0') != std::string_view::npos ||
                         bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff");
    return !is_wide && bytes.find('\0') != std::string_view::npos;
}

/// How many items begin in the text, whatever becomes of them: outside of CDATA and comments.
std::size_t count_items(std::string_view bytes) {
    constexpr std::string_view tag = "<item";
    constexpr std::string_view data = "<![CDATA[";
    constexpr std::string_view comment = "<!--";
    std::size_t items = 0;
    for (std::size_t at = bytes.find('<'); at < bytes.size(); at = bytes.find('<', at + 1)) {
        const std::string_view rest = bytes.substr(at, data.size());
        if (rest == data || rest.starts_with(comment)) {
            at = bytes.find(rest == data ? "]]>" : "-->", at + comment.size());
            if (at == std::string_view::npos) break;
        } else if (rest.starts_with(tag) && at + tag.size() < bytes.size() &&
                   std::string_view(" \t\r\n/>").find(bytes[at + tag.size()]) != std::string_view::npos) {
            ++items;
        }
    }
    return items;
}

}  // namespace

Document parse(std::string_view bytes, const std::string& file, const IsKept& is_kept) {
    Document document;
    document.file = file;
    std::optional<Tree> tree = tree_of(bytes, document, is_kept);
    if (!tree) return document;
    document.complete = tree->has_whole_channel;
    document.has_holes = has_zeros(bytes);
    if (holds_feed(tree->behind) || has_second_channel(tree->root))
        document.findings.push_back({Severity::error, Code::second_feed, {file, 0, 0}, {}});
    const std::string kind = kind_of(tree->root);
    document.channel = channel_of(std::move(tree->root));
    if (!document.channel)
        document.findings.push_back({Severity::error, Code::not_a_feed, {file, 0, 0}, {{"found", kind}}});
    // A broken tag takes the rest of its item with it, or all items after it.
    if (document.channel && document.channel->all("item").size() < count_items(bytes))
        document.has_holes = true;
    settle(document);
    return document;
}

Document parse_xml(std::string_view bytes, const std::string& file, const IsKept& is_kept) {
    Document document;
    document.file = file;
    std::optional<Tree> tree = tree_of(bytes, document, is_kept);
    if (!tree || tree->root.children.empty()) return document;
    document.channel = std::move(tree->root.children.front());
    document.complete = true;
    settle(document);
    return document;
}

bool is_cut(const Document& document) {
    return document.has_holes ||
           std::any_of(document.findings.begin(), document.findings.end(), [](const core::Finding& finding) {
               return finding.code == Code::feed_cut || finding.code == Code::second_feed;
           });
}

}  // namespace cityfm::xml
