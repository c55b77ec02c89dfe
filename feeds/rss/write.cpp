// SPDX-License-Identifier: MIT
#include <tinyxml2.h>

#include <cmath>
#include <initializer_list>
#include <utility>

#include "feeds/rss/feed.h"
#include "pipeline/core/time.h"
#include "pipeline/text/unicode.h"

namespace cityfm::rss {
namespace {

using Attributes = std::initializer_list<std::pair<const char*, std::string>>;

/// Writes elements in order, every text cleaned to what XML 1.0 allows. Attributes without a value are left
/// out.
class Writer {
  public:
    Writer() : printer_(nullptr, false) {
        printer_.PushDeclaration("xml version=\"1.0\" encoding=\"UTF-8\"");
    }

    void open(const char* name, const Attributes& attributes = {}) {
        printer_.OpenElement(name);
        for (const auto& [key, value] : attributes) {
            if (!value.empty()) printer_.PushAttribute(key, text::clean(value).c_str());
        }
    }
    void close() { printer_.CloseElement(); }

    /// An element with a text; none at all where the text is empty.
    void element(const char* name, const std::string& value, const Attributes& attributes = {}) {
        if (value.empty()) return;
        open(name, attributes);
        printer_.PushText(text::clean(value).c_str());
        close();
    }
    void empty_element(const char* name, const Attributes& attributes) {
        open(name, attributes);
        close();
    }
    std::string take() const { return printer_.CStr(); }

  private:
    tinyxml2::XMLPrinter printer_;
};

const char* true_or_false(bool value) {
    return value ? "true" : "false";
}

std::string show_number(std::optional<int> number) {
    return number ? std::to_string(*number) : std::string();
}

void write_people(Writer& xml, const std::vector<FeedPerson>& people) {
    for (const FeedPerson& person : people) {
        xml.element("podcast:person", person.name,
                    {{"role", person.role}, {"href", person.link}, {"img", person.image}});
    }
}

void write_image(Writer& xml, const std::string& url) {
    if (!url.empty()) xml.empty_element("itunes:image", {{"href", url}});
}

void write_resource(Writer& xml, const char* name, const Resource& resource) {
    xml.empty_element(name, {{"url", resource.url}, {"type", resource.type}});
}

/// Podlove Simple Chapters 1.2.
void write_chapter_list(Writer& xml, const std::vector<model::Chapter>& chapters) {
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

void write_categories(Writer& xml, const Feed& feed) {
    for (const auto& category : feed.categories) {
        xml.open("itunes:category", {{"text", category.front()}});
        if (category.size() > 1) xml.empty_element("itunes:category", {{"text", category[1]}});
        xml.close();
    }
}

void write_item(Writer& xml, const Item& item) {
    xml.open("item");
    xml.element("title", item.title);
    xml.element("itunes:title", item.title);
    xml.element("guid", item.guid, {{"isPermaLink", "false"}});
    xml.element("pubDate", item.published);
    xml.element("description", item.description);
    xml.empty_element("enclosure", {{"url", item.enclosure.url},
                                    {"length", std::to_string(item.enclosure.bytes)},
                                    {"type", item.enclosure.type}});
    xml.element("itunes:duration", std::to_string(item.duration_seconds));
    xml.element("itunes:season", show_number(item.season));
    xml.element("itunes:episode", show_number(item.number));
    xml.element("itunes:episodeType", item.kind);
    xml.element("itunes:explicit", true_or_false(item.explicit_content));
    write_image(xml, item.image);
    xml.element("podcast:episode", show_number(item.number), {{"display", item.display}});
    write_people(xml, item.people);
    for (const Resource& transcript : item.transcripts) write_resource(xml, "podcast:transcript", transcript);
    if (item.chapters) write_resource(xml, "podcast:chapters", *item.chapters);
    write_chapter_list(xml, item.chapter_list);
    xml.close();
}

void write_channel(Writer& xml, const Feed& feed) {
    xml.open("channel");
    xml.element("title", feed.title);
    xml.element("link", feed.link);
    xml.element("description", feed.description);
    xml.element("language", feed.language);
    xml.empty_element("atom:link", {{"href", feed.self}, {"rel", "self"}, {"type", "application/rss+xml"}});
    xml.element("copyright", feed.copyright);
    xml.element("lastBuildDate", feed.last_build);
    xml.element("itunes:author", feed.author);
    xml.element("itunes:type", "episodic");
    write_image(xml, feed.image);
    write_categories(xml, feed);
    xml.element("itunes:explicit", true_or_false(feed.explicit_content));
    if (!feed.owner_email.empty()) {
        xml.open("itunes:owner");
        xml.element("itunes:name", feed.author);
        xml.element("itunes:email", feed.owner_email);
        xml.close();
    }
    xml.element("podcast:guid", feed.guid);
    xml.element("podcast:locked", "yes", {{"owner", feed.owner_email}});
    xml.element("podcast:medium", "podcast");
    write_people(xml, feed.people);
    for (const Item& item : feed.items) write_item(xml, item);
    xml.close();
}

}  // namespace

std::string write(const Feed& feed) {
    Writer xml;
    // The namespaces byte for byte: apps compare them as strings.
    xml.open("rss", {{"version", "2.0"},
                     {"xmlns:itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"},
                     {"xmlns:podcast", "https://podcastindex.org/namespace/1.0"},
                     {"xmlns:atom", "http://www.w3.org/2005/Atom"},
                     {"xmlns:psc", "http://podlove.org/simple-chapters"}});
    write_channel(xml, feed);
    xml.close();
    return xml.take();
}

}  // namespace cityfm::rss
