// SPDX-License-Identifier: MIT
#include "feeds/rss/lint/lint.h"

#include <algorithm>
#include <array>
#include <map>

#include "feeds/rss/lint/lint_rules.h"
#include "pipeline/core/json.h"
#include "pipeline/model/feed_values.h"
#include "pipeline/text/unicode.h"

namespace cityfm::rss {
namespace {

using core::Code;

/// Tags that are no longer read, or do harm: Apple retired the first, the others are for money, or were
/// replaced.
constexpr auto obsolete = std::to_array<std::string_view>(
    {"itunes:summary", "itunes:subtitle", "itunes:keywords", "podcast:value", "podcast:images"});

void count_obsolete(const xml::Element& parent, std::map<std::string, std::pair<int, int>>& found) {
    for (const xml::Element& element : parent.children) {
        if (std::find(obsolete.begin(), obsolete.end(), element.name) == obsolete.end()) continue;
        auto& [line, count] = found[element.name];
        if (count++ == 0) line = element.line;
    }
}

void lint_obsolete(const xml::Element& channel, LintReport& report) {
    std::map<std::string, std::pair<int, int>> found;  // the first line, and how many
    count_obsolete(channel, found);
    for (const xml::Element* item : channel.all("item")) count_obsolete(*item, found);
    for (const auto& [tag, seen] : found) {
        const core::Args args = {{"tag", tag}, {"count", std::to_string(seen.second)}};
        if (tag.starts_with("itunes:")) {
            report.hint(Code::tag_obsolete, seen.first, args);
        } else {
            report.warning(Code::tag_obsolete, seen.first, args);
        }
    }
}

}  // namespace

std::string item_name(const xml::Element& item) {
    constexpr std::size_t most_shown = 40;
    const std::string title = item.text_of("title");
    return text::cut_graphemes(text::one_line(title.empty() ? item.text_of("guid") : title), most_shown);
}

core::Findings lint(const xml::Document& document, const LintOptions& options) {
    LintReport report(document);
    if (document.channel) {
        lint_channel(document, options, report);
        lint_obsolete(*document.channel, report);
        lint_items(document, options, report);
    }
    return report.take();
}

void lint_people(const xml::Element& parent, LintReport& report) {
    for (const xml::Element* person : parent.all("podcast:person")) {
        report.require_text(*person);
        report.address("podcast:person href", person->attribute("href").value_or(""), person->line);
        report.address("podcast:person img", person->attribute("img").value_or(""), person->line);
    }
}

void lint_location(const xml::Element& parent, LintReport& report) {
    const auto form = [&](const xml::Element& element, const char* name, bool (*is_good)(std::string_view),
                          const char* meant) {
        const std::string value = element.attribute(name).value_or("");
        if (value.empty() || is_good(value)) return;
        report.error(Code::not_a_place, element.line,
                     {{"tag", element.name + " " + name}, {"found", value}, {"meant", meant}});
    };
    for (const xml::Element* location : parent.all("podcast:location")) {
        report.require_text(*location);
        form(*location, "geo", model::is_geo, "geo:36.25,138.48");
        form(*location, "osm", model::is_osm, "R4796319");
        form(*location, "country", model::is_country, "JP");
        report.word("podcast:location rel", location->attribute("rel").value_or(""), location->line,
                    std::to_array<std::string_view>({"subject", "creator"}));
    }
}

void lint_block(const xml::Element& parent, LintReport& report) {
    const xml::Element* const block = parent.child("itunes:block");
    if (block == nullptr) return;
    // Apple hides what says so to the letter.
    const std::string value = block->trimmed();
    if (value.empty() || value == "Yes" || value == "No") return;
    report.error(Code::not_a_boolean, block->line,
                 {{"tag", "itunes:block"}, {"found", value}, {"choices", "Yes, No"}});
}

void lint_license(const xml::Element& parent, LintReport& report) {
    const xml::Element* const license = parent.child("podcast:license");
    if (license == nullptr) return;
    report.require_text(*license);
    report.address("podcast:license url", license->attribute("url").value_or(""), license->line);
}

}  // namespace cityfm::rss
