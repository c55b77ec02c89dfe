// SPDX-License-Identifier: MIT
#include "feeds/rss/read.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "feeds/rss/foreign.h"
#include "pipeline/core/ascii_case.h"
#include "pipeline/core/feed_date.h"
#include "pipeline/core/url.h"

namespace cityfm::rss {
namespace {

std::string attribute_of(const xml::Element* element, std::string_view name) {
    return element != nullptr ? element->attribute(name).value_or("") : std::string();
}

std::optional<int> to_number(const std::string& text) {
    const auto count = read_count(text);
    if (!count || *count > static_cast<std::uintmax_t>(std::numeric_limits<int>::max())) return std::nullopt;
    return static_cast<int>(*count);
}

double to_seconds(const std::string& text) {
    return core::parse_offset(text).value_or(0);
}

Enclosure enclosure_in(const xml::Element& element, const std::string& base) {
    const std::string url = attribute_of(&element, "url");
    return {url.empty() ? "" : core::resolve_address(base, url), attribute_of(&element, "type"),
            read_count(attribute_of(&element, "length")).value_or(0)};
}

bool is_playable(const xml::Element* enclosure) {
    const std::string type = xml::media_type(attribute_of(enclosure, "type"));
    return type.starts_with("audio/") || type.starts_with("video/");
}

std::vector<FeedPerson> people_in(const xml::Element& parent) {
    std::vector<FeedPerson> people;
    for (const xml::Element* person : parent.all("podcast:person")) {
        people.push_back({person->trimmed(), attribute_of(person, "role"), attribute_of(person, "href"),
                          attribute_of(person, "img")});
    }
    return people;
}

std::optional<model::License> license_in(const xml::Element& parent) {
    const xml::Element* const license = parent.child("podcast:license");
    if (license == nullptr) return std::nullopt;
    return model::License{license->trimmed(), attribute_of(license, "url")};
}

std::optional<model::Location> location_in(const xml::Element& parent) {
    const xml::Element* const location = parent.child("podcast:location");
    if (location == nullptr) return std::nullopt;
    return model::Location{location->trimmed(), attribute_of(location, "rel"), attribute_of(location, "geo"),
                           attribute_of(location, "osm"), attribute_of(location, "country")};
}

std::string image_in(const xml::Element& parent) {
    const std::string image = attribute_of(parent.child("itunes:image"), "href");
    const xml::Element* const old = parent.child("image");
    return image.empty() && old != nullptr ? old->text_of("url") : image;
}

std::vector<model::Chapter> chapters_in(const xml::Element& item) {
    std::vector<model::Chapter> chapters;
    const xml::Element* const list = item.child("psc:chapters");
    if (list == nullptr) return chapters;
    for (const xml::Element* chapter : list->all("psc:chapter")) {
        chapters.push_back({to_seconds(attribute_of(chapter, "start")), attribute_of(chapter, "title"),
                            attribute_of(chapter, "href"), "", attribute_of(chapter, "image")});
    }
    return chapters;
}

std::vector<AlternateEnclosure> alternates_in(const xml::Element& item) {
    std::vector<AlternateEnclosure> alternates;
    for (const xml::Element* element : item.all("podcast:alternateEnclosure")) {
        const xml::Element* const source = element->child("podcast:source");
        const Enclosure enclosure{attribute_of(source, "uri"), attribute_of(element, "type"),
                                  read_count(attribute_of(element, "length")).value_or(0)};
        alternates.push_back({enclosure, to_number(attribute_of(element, "bitrate")).value_or(0),
                              attribute_of(element, "title"),
                              attribute_of(element->child("podcast:integrity"), "value")});
    }
    return alternates;
}

void read_extras(const xml::Element& element, Item& item) {
    for (const xml::Element* bite : element.all("podcast:soundbite")) {
        item.soundbites.push_back({to_seconds(attribute_of(bite, "startTime")),
                                   to_seconds(attribute_of(bite, "duration")), bite->trimmed()});
    }
    for (const xml::Element* social : element.all("podcast:socialInteract")) {
        item.social_interacts.push_back({attribute_of(social, "uri"), attribute_of(social, "protocol"),
                                         attribute_of(social, "accountId"),
                                         attribute_of(social, "accountUrl")});
    }
    for (const xml::Element* link : element.all("podcast:contentLink"))
        item.content_links.push_back({link->trimmed(), attribute_of(link, "href")});
}

void read_podcast_tags(const xml::Element& element, Item& item) {
    item.people = people_in(element);
    for (const xml::Element* transcript : element.all("podcast:transcript"))
        item.transcripts.push_back({attribute_of(transcript, "url"), attribute_of(transcript, "type")});
    if (const xml::Element* chapters = element.child("podcast:chapters"))
        item.chapters = Resource{attribute_of(chapters, "url"), attribute_of(chapters, "type")};
    item.chapter_list = chapters_in(element);
    item.alternates = alternates_in(element);
    item.license = license_in(element);
    item.location = location_in(element);
    read_extras(element, item);
}

/// RSS takes a guid for a link unless it says that it is none.
void read_guid(const xml::Element& element, Item& item) {
    const xml::Element* const guid = element.child("guid");
    if (guid == nullptr || guid->trimmed().empty()) {
        item.guid = item.enclosure.url;
        return;
    }
    item.guid = guid->text;
    item.guid_is_link = core::in_small_letters(guid->attribute("isPermaLink").value_or("true")) == "true";
}

/// The first of the tags for it that says anything.
std::string description_in(const xml::Element& element) {
    for (const char* tag : {"description", "itunes:summary", "itunes:subtitle"}) {
        const xml::Element* const found = element.child(tag);
        if (found != nullptr && !found->trimmed().empty()) return found->text;
    }
    return {};
}

Item item_in(const xml::Element& element, const Feed& channel, const std::string& base) {
    Item item;
    item.title = element.text_of("title");
    if (item.title.empty()) item.title = element.text_of("itunes:title");
    item.link = element.text_of("link");
    item.published = element.text_of("pubDate");
    if (const auto date = core::parse_rfc5322(item.published)) item.moment = date->instant;
    item.description = description_in(element);
    if (const xml::Element* content = element.child("content:encoded")) item.content = content->text;
    const auto enclosures = element.all("enclosure");
    const auto playable = std::find_if(enclosures.begin(), enclosures.end(), is_playable);
    if (!enclosures.empty())
        item.enclosure = enclosure_in(playable != enclosures.end() ? **playable : *enclosures.front(), base);
    read_guid(element, item);
    item.duration_seconds = std::lround(to_seconds(element.text_of("itunes:duration")));
    const std::string kind = element.text_of("itunes:episodeType");
    if (!kind.empty()) item.kind = kind;
    const xml::Element* const number = element.child("podcast:episode");
    const xml::Element* const season = element.child("podcast:season");
    item.number = to_number(element.text_of("itunes:episode"));
    if (!item.number && number != nullptr) item.number = to_number(number->trimmed());
    item.season = to_number(element.text_of("itunes:season"));
    if (!item.season && season != nullptr) item.season = to_number(season->trimmed());
    item.season_name = attribute_of(season, "name");
    item.display = attribute_of(number, "display");
    item.image = image_in(element);
    const std::string rating = element.text_of("itunes:explicit");
    item.explicit_content = rating.empty() ? channel.explicit_content : is_true(rating);
    item.block = is_true(element.text_of("itunes:block"));
    read_podcast_tags(element, item);
    item.foreign = foreign_in(element);
    return item;
}

void read_atom_links(const xml::Element& channel, Feed& feed) {
    for (const xml::Element* link : channel.all("atom:link")) {
        const std::string rel = core::in_small_letters(attribute_of(link, "rel"));
        const std::string address = attribute_of(link, "href");
        if (rel == "self") feed.self = address;
        if (rel == "hub") feed.hub = address;
        if (rel == "first") feed.pages.first = address;
        if (rel == "previous" || rel == "prev") feed.pages.previous = address;
        // Archived feeds (RFC 5005, section 4) go back by a name of their own.
        if (rel == "next" || rel == "prev-archive") feed.pages.next = address;
        if (rel == "last") feed.pages.last = address;
    }
}

std::vector<std::vector<std::string>> categories_in(const xml::Element& channel) {
    std::vector<std::vector<std::string>> categories;
    for (const xml::Element* category : channel.all("itunes:category")) {
        const std::string name = attribute_of(category, "text");
        const std::size_t before = categories.size();
        for (const xml::Element* below : category->all("itunes:category")) {
            const std::string part = attribute_of(below, "text");
            if (!part.empty()) categories.push_back({name, part});
        }
        if (categories.size() == before) categories.push_back({name});
    }
    return categories;
}

model::RemoteFeed remote_in(const xml::Element& element) {
    return {attribute_of(&element, "title"), attribute_of(&element, "feedGuid"),
            attribute_of(&element, "feedUrl")};
}

void read_listings(const xml::Element& channel, const std::string& base, Feed& feed) {
    feed.license = license_in(channel);
    feed.location = location_in(channel);
    if (const xml::Element* frequency = channel.child("podcast:updateFrequency")) {
        feed.update_frequency = model::UpdateFrequency{frequency->trimmed(), attribute_of(frequency, "rrule"),
                                                       is_true(attribute_of(frequency, "complete"))};
    }
    for (const xml::Element* txt : channel.all("podcast:txt"))
        feed.txt.push_back({attribute_of(txt, "purpose"), txt->trimmed()});
    for (const xml::Element* funding : channel.all("podcast:funding"))
        feed.funding.push_back({funding->trimmed(), attribute_of(funding, "url")});
    for (const xml::Element* trailer : channel.all("podcast:trailer")) {
        feed.trailers.push_back({trailer->trimmed(), attribute_of(trailer, "pubdate"),
                                 enclosure_in(*trailer, base), to_number(attribute_of(trailer, "season"))});
    }
    if (const xml::Element* podroll = channel.child("podcast:podroll")) {
        for (const xml::Element* remote : podroll->all("podcast:remoteItem"))
            feed.podroll.push_back(remote_in(*remote));
    }
    const xml::Element* const publisher = channel.child("podcast:publisher");
    const xml::Element* const remote =
        publisher != nullptr ? publisher->child("podcast:remoteItem") : nullptr;
    if (remote != nullptr) feed.publisher = remote_in(*remote);
}

/// What was torn out of a document that is not well-formed may be no element.
void keep_whole(std::vector<std::string>& foreign) {
    std::erase_if(foreign, [](const std::string& element) {
        const xml::Document document = xml::parse_xml(element, "");
        return !document.complete || !document.findings.empty();
    });
}

}  // namespace

bool is_true(std::string_view text) {
    const std::string small = core::in_small_letters(text);
    return small == "true" || small == "yes" || small == "explicit";
}

std::optional<std::uintmax_t> read_count(std::string_view text) {
    std::uintmax_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return count;
}

const std::string& base_of(const Feed& feed, const std::string& address) {
    if (!feed.self.empty()) return feed.self;
    return address.empty() ? feed.link : address;
}

xml::Document parse(std::string_view bytes, const std::string& file) {
    return xml::parse(bytes, file, is_foreign);
}

Feed read(const xml::Document& document, const std::string& address) {
    Feed feed;
    if (!document.channel) return feed;
    const xml::Element& channel = *document.channel;
    read_atom_links(channel, feed);
    feed.guid = channel.text_of("podcast:guid");
    feed.title = channel.text_of("title");
    feed.link = channel.text_of("link");
    feed.description = xml::without_blanks(description_in(channel));
    feed.language = channel.text_of("language");
    feed.author = channel.text_of("itunes:author");
    if (const xml::Element* owner = channel.child("itunes:owner")) {
        feed.owner_email = owner->text_of("itunes:email");
        if (feed.author.empty()) feed.author = owner->text_of("itunes:name");
    }
    feed.copyright = channel.text_of("copyright");
    feed.generator = channel.text_of("generator");
    feed.image = image_in(channel);
    const std::string type = channel.text_of("itunes:type");
    if (!type.empty()) feed.type = type;
    feed.explicit_content = is_true(channel.text_of("itunes:explicit"));
    feed.locked = is_true(channel.text_of("podcast:locked"));
    feed.block = is_true(channel.text_of("itunes:block"));
    feed.new_feed_url = channel.text_of("itunes:new-feed-url");
    feed.categories = categories_in(channel);
    feed.last_build = channel.text_of("lastBuildDate");
    feed.people = people_in(channel);
    feed.foreign = foreign_in(channel);
    const std::string& base = base_of(feed, address);
    read_listings(channel, base, feed);
    for (const xml::Element* item : channel.all("item")) feed.items.push_back(item_in(*item, feed, base));
    if (!document.complete) {
        keep_whole(feed.foreign);
        for (Item& item : feed.items) keep_whole(item.foreign);
    }
    return feed;
}

}  // namespace cityfm::rss
