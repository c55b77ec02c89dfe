// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <regex>

#include "feeds/rss/feed.h"
#include "feeds/rss/lint/lint_rules.h"
#include "feeds/rss/read.h"
#include "pipeline/core/feed_date.h"
#include "pipeline/core/url.h"
#include "pipeline/text/unicode.h"

namespace cityfm::rss {
namespace {

using core::Code;
using Tags = std::string_view;

constexpr auto required_in_item =
    std::to_array<Tags>({"title", "guid", "pubDate", "enclosure", "description", "itunes:duration"});
constexpr auto recommended_in_item =
    std::to_array<Tags>({"content:encoded", "itunes:episodeType", "itunes:explicit"});
constexpr auto once_in_item =
    std::to_array<Tags>({"title", "guid", "pubDate", "enclosure", "description", "content:encoded", "link",
                         "itunes:duration", "itunes:episode", "itunes:season", "itunes:episodeType",
                         "itunes:explicit", "itunes:image", "itunes:block", "podcast:chapters",
                         "podcast:season", "podcast:episode", "podcast:license", "psc:chapters"});
constexpr auto transcript_types = std::to_array<Tags>(
    {"text/vtt", "application/x-subrip", "application/srt", "application/json", "text/html", "text/plain"});
constexpr auto chapter_types = std::to_array<Tags>({"application/json+chapters"});

class ItemLinter {
  public:
    ItemLinter(const LintOptions& options, LintReport& report) : options_(options), report_(report) {}

    void lint(const xml::Element& item) {
        const xml::Element* const guid = item.child("guid");
        report_.enter(item_name(item), guid != nullptr && options_.as_they_were.contains(guid->text));
        report_.require(item, required_in_item);
        report_.at_most_once(item, once_in_item);
        for (const Tags tag : recommended_in_item) {
            if (item.child(tag) == nullptr)
                report_.hint_once(std::string(tag), Code::tag_recommended, item.line,
                                  {{"tag", std::string(tag)}});
        }
        words(item);
        identity(item);
        date(item);
        enclosure(item);
        apple(item);
        const std::optional<double> duration = length(item);
        resources(item);
        chapters(item);
        alternates(item);
        extras(item, duration);
        lint_people(item, report_);
        lint_location(item, report_);
        lint_license(item, report_);
        report_.enter("");
    }

    /// The newest date that was seen.
    std::optional<core::Instant> newest() const { return newest_; }

  private:
    void words(const xml::Element& item) {
        for (const char* tag : {"title", "itunes:title"}) {
            if (const xml::Element* title = item.child(tag)) report_.title(*title);
        }
        if (const xml::Element* description = item.child("description")) {
            report_.bytes(*description, most_description_bytes);
            report_.markup(*description);
        }
        if (const xml::Element* content = item.child("content:encoded")) report_.markup(*content);
        report_.address("link", item.text_of("link"), item.line_of("link"));
    }

    void identity(const xml::Element& item) {
        const xml::Element* const guid = item.child("guid");
        if (guid == nullptr || guid->trimmed().empty()) return;
        const std::string found = guid->trimmed();
        const auto [other, first] = guids_.emplace(found, guid->line);
        if (!first) {
            report_.error(Code::guid_repeated, guid->line,
                          {{"found", found}, {"other", std::to_string(other->second)}});
        }
        if (!core::is_http_url(found) && guid->attribute("isPermaLink") != "false")
            report_.warning(Code::guid_is_no_link, guid->line, {{"found", found}});
    }

    void date(const xml::Element& item) {
        const int line = item.line_of("pubDate");
        const std::string written = item.text_of("pubDate");
        const auto moment = report_.date("pubDate", written, line);
        if (!moment) return;
        if (*moment > options_.now) report_.error(Code::in_the_future, line, {{"found", written}});
        if (before_ && *moment > *before_ && !disordered_) {
            report_.warning(Code::newest_not_first, line);
            disordered_ = true;
        }
        before_ = moment;
        newest_ = std::max(newest_.value_or(*moment), *moment);
    }

    void enclosure(const xml::Element& item) {
        const xml::Element* const found = item.child("enclosure");
        if (found == nullptr) return;
        lint_enclosure(*found, report_);
        const std::string url = found->attribute("url").value_or("");
        if (url.empty()) return;
        const auto [other, first] = enclosures_.emplace(url, found->line);
        if (!first) {
            report_.error(Code::enclosure_repeated, found->line,
                          {{"found", url}, {"other", std::to_string(other->second)}});
        }
    }

    void apple(const xml::Element& item) {
        report_.boolean("itunes:explicit", item.text_of("itunes:explicit"), item.line_of("itunes:explicit"));
        report_.word("itunes:episodeType", item.text_of("itunes:episodeType"),
                     item.line_of("itunes:episodeType"), std::to_array<Tags>({"full", "trailer", "bonus"}));
        for (const Tags tag : {"itunes:episode", "itunes:season", "podcast:season"})
            report_.count(tag, item.text_of(tag), item.line_of(tag));
        // Decimal numbers are allowed here.
        const std::string number = item.text_of("podcast:episode");
        if (number.find_first_not_of("0123456789.") != std::string::npos)
            report_.count("podcast:episode", number, item.line_of("podcast:episode"));
        lint_block(item, report_);
        if (const xml::Element* image = item.child("itunes:image"))
            report_.picture("itunes:image href", report_.attribute(*image, "href"), image->line);
    }

    std::optional<double> length(const xml::Element& item) {
        const std::string written = item.text_of("itunes:duration");
        if (written.empty()) return std::nullopt;
        const int line = item.line_of("itunes:duration");
        const core::Args args = {{"tag", "<itunes:duration>"}, {"found", written}};
        const auto seconds = core::parse_offset(written);
        if (!seconds || *seconds <= 0) {
            report_.error(Code::not_seconds, line, args);
            return std::nullopt;
        }
        if (!read_count(written)) {
            core::Args more = args;
            more.emplace_back("meant", std::to_string(std::lround(*seconds)));
            report_.warning(Code::duration_with_colons, line, more);
        }
        return seconds;
    }

    void resource(const xml::Element& element, std::span<const Tags> types) {
        report_.address(element.name + " url", report_.attribute(element, "url"), element.line);
        const std::string type = report_.attribute(element, "type");
        if (type.empty() || std::find(types.begin(), types.end(), xml::media_type(type)) != types.end())
            return;
        std::string choices;
        for (const Tags choice : types) choices.append(choices.empty() ? "" : ", ").append(choice);
        report_.error(Code::resource_type, element.line,
                      {{"tag", "<" + element.name + ">"}, {"found", type}, {"choices", choices}});
    }

    void resources(const xml::Element& item) {
        for (const xml::Element* transcript : item.all("podcast:transcript"))
            resource(*transcript, transcript_types);
        if (const xml::Element* chapters = item.child("podcast:chapters")) resource(*chapters, chapter_types);
    }

    void chapters(const xml::Element& item) {
        const xml::Element* const list = item.child("psc:chapters");
        if (list == nullptr) return;
        double before = -1;
        for (const xml::Element* chapter : list->all("psc:chapter")) {
            const auto start = core::parse_offset(chapter->attribute("start").value_or(""));
            const std::string title = report_.attribute(*chapter, "title");
            if (!start || *start <= before) {
                report_.error(Code::bad_chapter_list, chapter->line, {{"found", title}});
            }
            before = start.value_or(before);
            report_.address("psc:chapter href", chapter->attribute("href").value_or(""), chapter->line);
            report_.address("psc:chapter image", chapter->attribute("image").value_or(""), chapter->line);
        }
    }

    void alternates(const xml::Element& item) {
        // 32, 48 or 64 bytes in base64.
        static const std::regex integrity(
            "sha256-[A-Za-z0-9+/]{43}=|sha384-[A-Za-z0-9+/]{64}|sha512-[A-Za-z0-9+/]{86}==");
        for (const xml::Element* alternate : item.all("podcast:alternateEnclosure")) {
            const std::string type = report_.attribute(*alternate, "type");
            report_.count("podcast:alternateEnclosure length", alternate->attribute("length").value_or(""),
                          alternate->line);
            const xml::Element* const source = alternate->child("podcast:source");
            if (source == nullptr) {
                report_.error(Code::tag_missing, alternate->line, {{"tag", "podcast:source"}});
            } else {
                const std::string uri = report_.attribute(*source, "uri");
                report_.uri("podcast:source uri", uri, source->line);
                lint_type(uri, type, alternate->line, report_);
            }
            const xml::Element* const proof = alternate->child("podcast:integrity");
            if (proof == nullptr) continue;
            const std::string value = report_.attribute(*proof, "value");
            constexpr std::size_t longest = 100;
            if (proof->attribute("type") == "sri" && !value.empty() &&
                (value.size() > longest || !std::regex_match(value, integrity))) {
                report_.error(Code::not_integrity, proof->line,
                              {{"found", text::cut_graphemes(value, longest)}});
            }
        }
    }

    void extras(const xml::Element& item, std::optional<double> duration) {
        for (const xml::Element* bite : item.all("podcast:soundbite")) {
            const std::string start = report_.attribute(*bite, "startTime");
            const std::string length = report_.attribute(*bite, "duration");
            if (start.empty() || length.empty()) continue;
            const auto from = core::parse_offset(start);
            const auto seconds = core::parse_offset(length);
            // The duration is in whole seconds.
            const bool inside =
                from && seconds && *seconds > 0 && (!duration || *from + *seconds <= *duration + 1);
            if (!inside)
                report_.error(Code::bad_soundbite, bite->line, {{"found", start}, {"duration", length}});
        }
        for (const xml::Element* social : item.all("podcast:socialInteract")) {
            if (report_.attribute(*social, "protocol") != "disabled")
                report_.uri("podcast:socialInteract uri", report_.attribute(*social, "uri"), social->line);
            report_.address("podcast:socialInteract accountUrl", social->attribute("accountUrl").value_or(""),
                            social->line);
        }
        for (const xml::Element* link : item.all("podcast:contentLink"))
            report_.address("podcast:contentLink href", report_.attribute(*link, "href"), link->line);
    }

    const LintOptions& options_;
    LintReport& report_;
    std::map<std::string, int> guids_;
    std::map<std::string, int> enclosures_;
    std::optional<core::Instant> before_;
    std::optional<core::Instant> newest_;
    bool disordered_ = false;
};

}  // namespace

void lint_items(const xml::Document& document, const LintOptions& options, LintReport& report) {
    const xml::Element& channel = *document.channel;
    const auto items = channel.all("item");
    if (items.empty() && document.complete) report.error(Code::no_items, channel.line);
    ItemLinter linter(options, report);
    for (const xml::Element* item : items) linter.lint(*item);
    const xml::Element* const built = channel.child("lastBuildDate");
    const auto date = built != nullptr ? core::parse_rfc5322(built->trimmed()) : std::nullopt;
    if (date && linter.newest() && date->instant != *linter.newest()) {
        report.hint(Code::build_date_differs, built->line,
                    {{"meant", core::show_rfc5322(*linter.newest(), "UTC")}});
    }
}

}  // namespace cityfm::rss
