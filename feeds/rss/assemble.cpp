// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "feeds/rss/feed.h"
#include "pipeline/core/format.h"
#include "pipeline/model/address.h"
#include "pipeline/text/notes.h"
#include "pipeline/text/unicode.h"

namespace cityfm::rss {
namespace {

constexpr std::size_t most_description_bytes = 4000;

FeedPerson to_feed_person(const model::Person& person) {
    return {person.name, person.role, person.link, person.image};
}

std::string display_of(const model::Show& show, const model::Episode& episode) {
    if (!episode.number || show.language.rfind("ja", 0) != 0) return {};
    return core::format("第{}回", *episode.number);
}

Item item_of(const model::Show& show, const FeedEpisode& given) {
    const model::Episode& episode = *given.episode;
    const model::Rendition& rendition = model::enclosed(*episode.release);
    Item item;
    item.guid = model::identity(episode, show.guid);
    item.title = episode.title;
    item.moment = *episode.date;
    item.published = core::show_rfc5322(*episode.date, show.timezone);
    item.description = text::description_html(show, episode);
    item.enclosure = {model::media_address(show, rendition.path), rendition.type, rendition.bytes};
    item.duration_seconds = std::max(1L, std::lround(rendition.duration_seconds()));
    item.kind = episode.kind;
    item.number = episode.number;
    item.season = episode.season;
    item.display = display_of(show, episode);
    item.image = given.image;
    item.explicit_content = show.explicit_content;
    for (const std::string& id : episode.people) {
        if (const model::Person* person = show.person(id)) item.people.push_back(to_feed_person(*person));
    }
    item.transcripts = given.transcripts;
    item.chapters = given.chapters;
    item.chapter_list = given.chapter_list;
    return item;
}

}  // namespace

Feed assemble(const model::Show& show, const std::vector<FeedEpisode>& episodes, const std::string& image) {
    Feed feed;
    feed.self = model::public_address(show, show.feed.path);
    feed.guid = show.guid;
    feed.title = show.title;
    feed.link = show.link;
    feed.description = text::cut_bytes(text::clean(show.description), most_description_bytes);
    feed.language = show.language;
    feed.author = show.author;
    feed.owner_email = show.owner_email;
    feed.copyright = show.copyright;
    feed.image = image;
    feed.explicit_content = show.explicit_content;
    feed.categories = show.categories;
    for (const model::Person& person : show.people) {
        if (person.role == "host") feed.people.push_back(to_feed_person(person));
    }
    for (const FeedEpisode& episode : episodes) feed.items.push_back(item_of(show, episode));
    // Newest first; of one moment, the higher number, then the guid, so that the order never hangs on the
    // input's.
    std::sort(feed.items.begin(), feed.items.end(), [](const Item& a, const Item& b) {
        if (a.moment != b.moment) return a.moment > b.moment;
        if (a.number != b.number) return a.number > b.number;
        return a.guid < b.guid;
    });
    if (!feed.items.empty()) feed.last_build = feed.items.front().published;
    return feed;
}

}  // namespace cityfm::rss
