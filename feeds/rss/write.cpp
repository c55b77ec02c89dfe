// SPDX-License-Identifier: MIT
#include <cmath>

#include "feeds/rss/feed.h"
#include "feeds/xml/namespaces.h"
#include "feeds/xml/writer.h"
#include "pipeline/core/format.h"
#include "pipeline/core/time.h"

namespace cityfm::rss {
namespace {

const char* true_or_false(bool value) {
    return value ? "true" : "false";
}

std::string show_number(std::optional<int> number) {
    return number ? std::to_string(*number) : std::string();
}

/// Seconds as the podcast namespace has them: `61.5`.
std::string show_seconds(double seconds) {
    return core::format("{}", std::round(seconds * 1000) / 1000);
}

void write_people(xml::Writer& xml, const std::vector<FeedPerson>& people) {
    for (const FeedPerson& person : people) {
        xml.element("podcast:person", person.name,
                    {{"role", person.role}, {"href", person.link}, {"img", person.image}});
    }
}

void write_image(xml::Writer& xml, const std::string& url) {
    if (!url.empty()) xml.empty_element("itunes:image", {{"href", url}});
}

void write_block(xml::Writer& xml, bool block) {
    xml.element("itunes:block", block ? "Yes" : "");
}

void write_resource(xml::Writer& xml, const char* name, const Resource& resource) {
    xml.empty_element(name, {{"url", resource.url}, {"type", resource.type}});
}

void write_license(xml::Writer& xml, const std::optional<model::License>& license) {
    if (license) xml.element("podcast:license", license->name, {{"url", license->url}});
}

void write_location(xml::Writer& xml, const std::optional<model::Location>& location) {
    if (!location) return;
    xml.element("podcast:location", location->name,
                {{"rel", location->rel},
                 {"geo", location->geo},
                 {"osm", location->osm},
                 {"country", location->country}});
}

void write_remote(xml::Writer& xml, const model::RemoteFeed& remote, const char* medium) {
    xml.empty_element(
        "podcast:remoteItem",
        {{"feedGuid", remote.guid}, {"feedUrl", remote.url}, {"medium", medium}, {"title", remote.title}});
}

/// Podlove Simple Chapters 1.2.
void write_chapter_list(xml::Writer& xml, const std::vector<model::Chapter>& chapters) {
    if (chapters.empty()) return;
    xml.open("psc:chapters", {{"version", "1.2"}});
    for (const model::Chapter& chapter : chapters) {
        xml.empty_element("psc:chapter",
                          {{"start", core::show_milliseconds(std::llround(chapter.start_seconds * 1000))},
                           {"title", chapter.title},
                           {"href", chapter.link},
                           {"image", chapter.image}});
    }
    xml.close();
}

void write_alternates(xml::Writer& xml, const std::vector<AlternateEnclosure>& alternates) {
    for (const AlternateEnclosure& alternate : alternates) {
        xml.open("podcast:alternateEnclosure",
                 {{"type", alternate.enclosure.type},
                  {"length", std::to_string(alternate.enclosure.bytes)},
                  {"bitrate", alternate.bitrate > 0 ? std::to_string(alternate.bitrate) : ""},
                  {"title", alternate.title}});
        xml.empty_element("podcast:source", {{"uri", alternate.enclosure.url}});
        if (!alternate.integrity.empty())
            xml.empty_element("podcast:integrity", {{"type", "sri"}, {"value", alternate.integrity}});
        xml.close();
    }
}

/// What apps offer besides playing.
void write_extras(xml::Writer& xml, const Item& item) {
    for (const model::Soundbite& bite : item.soundbites) {
        const auto start = show_seconds(bite.start_seconds);
        const auto duration = show_seconds(bite.duration_seconds);
        // Without a title of its own, it has the item's.
        const std::string& title = bite.title.empty() ? item.title : bite.title;
        xml.element("podcast:soundbite", title, {{"startTime", start}, {"duration", duration}});
    }
    std::size_t priority = 0;
    for (const model::SocialInteract& social : item.social_interacts) {
        xml.empty_element("podcast:socialInteract", {{"uri", social.uri},
                                                     {"protocol", social.protocol},
                                                     {"accountId", social.account_id},
                                                     {"accountUrl", social.account_url},
                                                     {"priority", std::to_string(++priority)}});
    }
    for (const model::Link& link : item.content_links)
        xml.element("podcast:contentLink", link.title, {{"href", link.url}});
}

void write_item(xml::Writer& xml, const Item& item) {
    xml.open("item");
    xml.element("title", item.title);
    xml.element("itunes:title", item.title);
    xml.exact_element("guid", item.guid, {{"isPermaLink", true_or_false(item.guid_is_link)}});
    xml.element("pubDate", item.published);
    xml.element("link", item.link);
    xml.element("description", item.description);
    xml.element("content:encoded", item.content);
    xml.empty_element("enclosure", {{"url", item.enclosure.url},
                                    {"length", std::to_string(item.enclosure.bytes)},
                                    {"type", item.enclosure.type}});
    if (item.duration_seconds > 0) xml.element("itunes:duration", std::to_string(item.duration_seconds));
    xml.element("itunes:season", show_number(item.season));
    xml.element("itunes:episode", show_number(item.number));
    xml.element("itunes:episodeType", item.kind);
    xml.element("itunes:explicit", true_or_false(item.explicit_content));
    write_block(xml, item.block);
    write_image(xml, item.image);
    xml.element("podcast:season", show_number(item.season), {{"name", item.season_name}});
    xml.element("podcast:episode", show_number(item.number), {{"display", item.display}});
    write_people(xml, item.people);
    write_license(xml, item.license);
    write_location(xml, item.location);
    for (const Resource& transcript : item.transcripts) write_resource(xml, "podcast:transcript", transcript);
    if (item.chapters) write_resource(xml, "podcast:chapters", *item.chapters);
    write_chapter_list(xml, item.chapter_list);
    write_alternates(xml, item.alternates);
    write_extras(xml, item);
    for (const std::string& element : item.foreign) xml.written_element(element);
    xml.close();
}

void write_atom_links(xml::Writer& xml, const Feed& feed) {
    const auto link = [&xml](const char* rel, const std::string& address) {
        constexpr const char* type = "application/rss+xml";
        if (!address.empty())
            xml.empty_element("atom:link", {{"href", address}, {"rel", rel}, {"type", type}});
    };
    link("self", feed.self);
    link("first", feed.pages.first);
    link("previous", feed.pages.previous);
    link("next", feed.pages.next);
    link("last", feed.pages.last);
    if (!feed.hub.empty()) xml.empty_element("atom:link", {{"href", feed.hub}, {"rel", "hub"}});
}

void write_categories(xml::Writer& xml, const Feed& feed) {
    for (const auto& category : feed.categories) {
        if (category.size() == 1) {
            xml.empty_element("itunes:category", {{"text", category.front()}});
            continue;
        }
        xml.open("itunes:category", {{"text", category.front()}});
        xml.empty_element("itunes:category", {{"text", category.at(1)}});
        xml.close();
    }
}

/// What Apple and RSS itself want to know.
void write_listing(xml::Writer& xml, const Feed& feed) {
    xml.element("title", feed.title);
    xml.element("link", feed.link);
    xml.element("description", feed.description);
    xml.element("language", feed.language);
    write_atom_links(xml, feed);
    xml.element("copyright", feed.copyright);
    xml.element("generator", feed.generator);
    xml.element("lastBuildDate", feed.last_build);
    if (!feed.image.empty()) {
        xml.open("image");
        xml.element("url", feed.image);
        xml.element("title", feed.title);
        xml.element("link", feed.link);
        xml.close();
    }
    xml.element("itunes:author", feed.author);
    xml.element("itunes:type", feed.type);
    write_image(xml, feed.image);
    write_categories(xml, feed);
    xml.element("itunes:explicit", true_or_false(feed.explicit_content));
    write_block(xml, feed.block);
    if (!feed.owner_email.empty()) {
        xml.open("itunes:owner");
        xml.element("itunes:name", feed.author);
        xml.element("itunes:email", feed.owner_email);
        xml.close();
    }
    xml.element("itunes:new-feed-url", feed.new_feed_url);
}

/// What the podcast namespace has for a channel.
void write_podcast_tags(xml::Writer& xml, const Feed& feed) {
    xml.element("podcast:guid", feed.guid);
    xml.element("podcast:locked", feed.locked ? "yes" : "no", {{"owner", feed.owner_email}});
    xml.element("podcast:medium", "podcast");
    write_license(xml, feed.license);
    write_location(xml, feed.location);
    if (feed.update_frequency) {
        xml.element("podcast:updateFrequency", feed.update_frequency->text,
                    {{"rrule", feed.update_frequency->rrule},
                     {"complete", feed.update_frequency->complete ? "true" : ""}});
    }
    write_people(xml, feed.people);
    for (const model::Txt& txt : feed.txt) xml.element("podcast:txt", txt.value, {{"purpose", txt.purpose}});
    for (const model::Funding& funding : feed.funding)
        xml.element("podcast:funding", funding.text, {{"url", funding.url}});
    for (const Trailer& trailer : feed.trailers) {
        xml.element("podcast:trailer", trailer.title,
                    {{"pubdate", trailer.published},
                     {"url", trailer.enclosure.url},
                     {"length", std::to_string(trailer.enclosure.bytes)},
                     {"type", trailer.enclosure.type},
                     {"season", show_number(trailer.season)}});
    }
    if (!feed.podroll.empty()) {
        xml.open("podcast:podroll");
        for (const model::RemoteFeed& remote : feed.podroll) write_remote(xml, remote, "podcast");
        xml.close();
    }
    if (feed.publisher) {
        xml.open("podcast:publisher");
        write_remote(xml, *feed.publisher, "publisher");
        xml.close();
    }
}

}  // namespace

void write(const Feed& feed, const std::function<void(std::string_view)>& sink) {
    xml::Writer xml(sink);
    // The namespaces byte for byte: apps compare them as strings.
    xml.open("rss", {{"version", "2.0"},
                     {"xmlns:itunes", xml::namespaces::itunes},
                     {"xmlns:podcast", xml::namespaces::podcast},
                     {"xmlns:atom", xml::namespaces::atom},
                     {"xmlns:content", xml::namespaces::content},
                     {"xmlns:psc", xml::namespaces::psc}});
    xml.open("channel");
    write_listing(xml, feed);
    write_podcast_tags(xml, feed);
    for (const std::string& element : feed.foreign) xml.written_element(element);
    for (const Item& item : feed.items) write_item(xml, item);
    xml.close();
    xml.close();
    xml.finish();
}

std::string write(const Feed& feed) {
    std::string xml;
    write(feed, [&xml](std::string_view part) { xml += part; });
    return xml;
}

}  // namespace cityfm::rss
