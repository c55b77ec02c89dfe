// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "feeds/rss/feed.h"
#include "feeds/rss/lint/lint_rules.h"
#include "pipeline/core/digest.h"
#include "pipeline/model/categories.h"
#include "pipeline/model/feed_values.h"

namespace cityfm::rss {
namespace {

using core::Code;
using Tags = std::string_view;

constexpr auto required_in_channel =
    std::to_array<Tags>({"title", "link", "description", "language", "itunes:image", "itunes:category",
                         "itunes:explicit", "itunes:author", "podcast:guid", "podcast:locked"});
constexpr auto recommended_in_channel = std::to_array<Tags>(
    {"copyright", "generator", "lastBuildDate", "itunes:type", "itunes:owner", "podcast:medium"});
constexpr auto once_in_channel = std::to_array<Tags>({"title",
                                                      "link",
                                                      "description",
                                                      "language",
                                                      "copyright",
                                                      "generator",
                                                      "lastBuildDate",
                                                      "image",
                                                      "itunes:image",
                                                      "itunes:explicit",
                                                      "itunes:author",
                                                      "itunes:type",
                                                      "itunes:owner",
                                                      "itunes:block",
                                                      "itunes:new-feed-url",
                                                      "podcast:guid",
                                                      "podcast:locked",
                                                      "podcast:medium",
                                                      "podcast:license",
                                                      "podcast:updateFrequency",
                                                      "podcast:podroll",
                                                      "podcast:publisher"});
constexpr auto known_media = std::to_array<Tags>(
    {"podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course", "mixed",
     "podcastL", "musicL", "videoL", "filmL", "audiobookL", "newsletterL", "blogL", "publisherL", "courseL"});

class ChannelLinter {
  public:
    ChannelLinter(const xml::Element& channel, bool complete, core::Instant now, LintReport& report)
        : channel_(channel), complete_(complete), now_(now), report_(report) {}

    void run(const std::string& address) {
        // What stands behind the place where reading broke off is not missing.
        if (complete_) report_.require(channel_, required_in_channel);
        report_.at_most_once(channel_, once_in_channel);
        for (const Tags tag : recommended_in_channel) {
            if (!complete_) break;
            if (channel_.child(tag) == nullptr)
                report_.hint(Code::tag_recommended, channel_.line, {{"tag", std::string(tag)}});
        }
        words();
        links(address);
        categories();
        apple();
        podcast();
        others();
        lint_people(channel_, report_);
        lint_location(channel_, report_);
        lint_license(channel_, report_);
    }

  private:
    void words() {
        if (const xml::Element* title = channel_.child("title")) report_.title(*title);
        if (const xml::Element* description = channel_.child("description")) {
            report_.bytes(*description, most_description_bytes);
            report_.markup(*description);
        }
        const std::string language = channel_.text_of("language");
        if (!language.empty() && !model::is_language(language))
            report_.error(Code::not_a_language, channel_.line_of("language"), {{"found", language}});
        report_.address("link", channel_.text_of("link"), channel_.line_of("link"));
        report_.date("lastBuildDate", channel_.text_of("lastBuildDate"), channel_.line_of("lastBuildDate"));
    }

    void links(const std::string& address) {
        const xml::Element* self = nullptr;
        for (const xml::Element* link : channel_.all("atom:link")) {
            report_.address("atom:link href", report_.attribute(*link, "href"), link->line);
            if (link->attribute("rel") == "self") self = link;
        }
        if (self == nullptr && complete_) {
            report_.error(Code::tag_missing, channel_.line, {{"tag", "atom:link rel=\"self\""}});
        }
        const std::string own = self != nullptr ? self->attribute("href").value_or("") : "";
        if (!address.empty() && !own.empty() && own != address)
            report_.warning(Code::self_elsewhere, self->line, {{"found", own}, {"address", address}});
        const std::string moved = channel_.text_of("itunes:new-feed-url");
        const int line = channel_.line_of("itunes:new-feed-url");
        report_.address("itunes:new-feed-url", moved, line);
        if (!moved.empty() && moved != own) report_.warning(Code::moved_elsewhere, line, {{"found", moved}});
    }

    void category(const std::vector<std::string>& path, int line) {
        if (model::is_apple_category(path)) return;
        const std::string found = model::show_category(path);
        const auto successor = model::successor_of(path);
        if (successor.empty()) {
            report_.error(Code::unknown_category, line,
                          {{"found", found}, {"meant", model::nearest_category(path)}});
        } else {
            report_.warning(Code::old_category, line,
                            {{"found", found}, {"meant", model::show_category(successor)}});
        }
    }

    void categories() {
        for (const xml::Element* outer : channel_.all("itunes:category")) {
            const std::string name = report_.attribute(*outer, "text");
            const auto inner = outer->all("itunes:category");
            if (!name.empty() && inner.empty()) category({name}, outer->line);
            for (const xml::Element* below : inner) {
                const std::string part = report_.attribute(*below, "text");
                if (name.empty() || part.empty()) continue;
                const bool outer_is_wrong = !model::is_apple_category({name});
                category({name, part}, outer_is_wrong ? outer->line : below->line);
            }
        }
    }

    void apple() {
        if (const xml::Element* image = channel_.child("itunes:image"))
            report_.picture("itunes:image href", report_.attribute(*image, "href"), image->line);
        report_.boolean("itunes:explicit", channel_.text_of("itunes:explicit"),
                        channel_.line_of("itunes:explicit"));
        lint_block(channel_, report_);
        if (const xml::Element* image = channel_.child("image")) lint_old_image(*image);
        report_.word("itunes:type", channel_.text_of("itunes:type"), channel_.line_of("itunes:type"),
                     std::to_array<Tags>({"episodic", "serial"}));
        const xml::Element* const owner = channel_.child("itunes:owner");
        if (owner == nullptr) return;
        const std::string mail = owner->text_of("itunes:email");
        if (mail.empty()) {
            report_.error(Code::tag_missing, owner->line, {{"tag", "itunes:email"}});
        } else if (!model::is_mail_address(mail)) {
            report_.error(Code::not_a_mail_address, owner->child("itunes:email")->line, {{"found", mail}});
        }
    }

    /// RSS's own picture, which old readers show.
    void lint_old_image(const xml::Element& image) {
        if (const xml::Element* url = image.child("url"))
            report_.picture("image url", url->trimmed(), url->line);
    }

    void podcast() {
        const std::string guid = channel_.text_of("podcast:guid");
        if (!guid.empty() && !core::is_uuid(guid))
            report_.error(Code::bad_guid, channel_.line_of("podcast:guid"), {{"found", guid}});
        const xml::Element* const lock = channel_.child("podcast:locked");
        if (lock != nullptr && !lock->attribute("owner"))
            report_.hint(Code::tag_recommended, lock->line, {{"tag", "podcast:locked owner"}});
        const std::string locked = channel_.text_of("podcast:locked");
        if (!locked.empty() && locked != "yes" && locked != "no") {
            report_.error(Code::not_a_boolean, channel_.line_of("podcast:locked"),
                          {{"tag", "podcast:locked"}, {"found", locked}, {"choices", "yes, no"}});
        }
        report_.word("podcast:medium", channel_.text_of("podcast:medium"), channel_.line_of("podcast:medium"),
                     known_media);
        if (const xml::Element* frequency = channel_.child("podcast:updateFrequency")) {
            report_.boolean("podcast:updateFrequency complete", frequency->attribute("complete").value_or(""),
                            frequency->line);
            const std::string rule = frequency->attribute("rrule").value_or("");
            if (!rule.empty() && !model::is_rrule(rule))
                report_.error(Code::not_a_rule, frequency->line, {{"found", rule}});
        }
        for (const xml::Element* chat : channel_.all("podcast:chat")) {
            report_.word("podcast:chat protocol", report_.attribute(*chat, "protocol"), chat->line,
                         std::to_array<Tags>({"irc", "xmpp", "nostr", "matrix"}));
        }
    }

    void others() {
        for (const xml::Element* funding : channel_.all("podcast:funding"))
            report_.address("podcast:funding url", report_.attribute(*funding, "url"), funding->line);
        for (const xml::Element* txt : channel_.all("podcast:txt")) report_.require_text(*txt);
        for (const xml::Element* trailer : channel_.all("podcast:trailer")) {
            lint_enclosure(*trailer, report_);
            const std::string written = report_.attribute(*trailer, "pubdate");
            const auto date = report_.date("podcast:trailer pubdate", written, trailer->line);
            if (date && *date > now_) report_.error(Code::in_the_future, trailer->line, {{"found", written}});
        }
        for (const Tags tag : {"podcast:podroll", "podcast:publisher"}) {
            const xml::Element* const list = channel_.child(tag);
            if (list == nullptr) continue;
            for (const xml::Element* remote : list->all("podcast:remoteItem")) {
                const std::string guid = report_.attribute(*remote, "feedGuid");
                if (!guid.empty() && !core::is_uuid(guid))
                    report_.error(Code::bad_guid, remote->line, {{"found", guid}});
                report_.address("podcast:remoteItem feedUrl", remote->attribute("feedUrl").value_or(""),
                                remote->line);
            }
        }
    }

    const xml::Element& channel_;
    bool complete_;
    core::Instant now_;
    LintReport& report_;
};

}  // namespace

void lint_channel(const xml::Document& document, const LintOptions& options, LintReport& report) {
    ChannelLinter(*document.channel, document.complete, options.now, report).run(options.address);
}

}  // namespace cityfm::rss
