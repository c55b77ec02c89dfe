// SPDX-License-Identifier: MIT
#include "feeds/rss/feed.h"
#include "pipeline/core/json.h"
#include "pipeline/core/time.h"
#include "pipeline/text/unicode.h"

namespace cityfm::rss {
namespace {

/// A member with a text; none at all where the text is empty.
void put(core::Json& object, const char* name, const std::string& value) {
    if (!value.empty()) object[name] = text::clean(value);
}

core::Json authors_of(const std::vector<FeedPerson>& people) {
    core::Json authors = core::Json::array();
    for (const FeedPerson& person : people) {
        core::Json author = core::Json::object();
        put(author, "name", person.name);
        put(author, "url", person.link);
        put(author, "avatar", person.image);
        authors.push_back(std::move(author));
    }
    return authors;
}

core::Json attachment(const Enclosure& enclosure, const std::string& title, long seconds) {
    core::Json json = {
        {"url", enclosure.url}, {"mime_type", enclosure.type}, {"size_in_bytes", enclosure.bytes}};
    json["duration_in_seconds"] = seconds;
    put(json, "title", title);
    return json;
}

core::Json item_of(const Item& item) {
    core::Json json = {{"id", text::clean(item.guid)}};
    put(json, "url", item.link);
    put(json, "title", item.title);
    json["content_html"] = text::clean(item.content);
    put(json, "image", item.image);
    json["date_published"] = core::show_rfc3339(item.moment, "UTC");
    if (!item.people.empty()) json["authors"] = authors_of(item.people);
    json["attachments"] = core::Json::array();
    json["attachments"].push_back(attachment(item.enclosure, "", item.duration_seconds));
    for (const AlternateEnclosure& alternate : item.alternates) {
        json["attachments"].push_back(
            attachment(alternate.enclosure, alternate.title, item.duration_seconds));
    }
    return json;
}

}  // namespace

std::string write_json(const Feed& feed, const std::string& self) {
    core::Json json = {{"version", "https://jsonfeed.org/version/1.1"}, {"title", text::clean(feed.title)}};
    put(json, "home_page_url", feed.link);
    put(json, "feed_url", self);
    put(json, "description", feed.description);
    put(json, "icon", feed.image);
    put(json, "language", feed.language);
    json["authors"] = authors_of({{feed.author, "", "", ""}});
    if (!feed.hub.empty()) json["hubs"] = core::Json::array({{{"type", "WebSub"}, {"url", feed.hub}}});
    json["items"] = core::Json::array();
    for (const Item& item : feed.items) json["items"].push_back(item_of(item));
    return core::to_document(json);
}

}  // namespace cityfm::rss
