// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "feeds/rss/feed.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/format.h"
#include "pipeline/model/public_names.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/notes.h"
#include "pipeline/text/unicode.h"

namespace cityfm::rss {
namespace {

/// As much as a reader takes at once; the notes of an hour are a tenth of it.
constexpr std::size_t most_content_bytes = 100'000;

FeedPerson to_feed_person(const model::Person& person) {
    return {person.name, person.role, person.link, person.image};
}

std::string display_of(const model::Show& show, const model::Episode& episode) {
    if (!episode.number || show.language.rfind("ja", 0) != 0) return {};
    return core::format("第{}回", *episode.number);
}

/// The rendition that the feed is about; one that every app plays where the episode has no such.
const model::Rendition& offered(const model::Release& release, const std::string& id) {
    for (const model::Rendition& rendition : release.renditions) {
        if (rendition.id == id) return rendition;
    }
    return model::enclosed(release);
}

Enclosure enclosure_of(const model::Show& show, const model::Rendition& rendition) {
    return {model::media_address(show, rendition.path), rendition.type, rendition.bytes};
}

std::vector<AlternateEnclosure> alternates_of(const model::Show& show, const model::Release& release,
                                              const model::Rendition& enclosed) {
    std::vector<AlternateEnclosure> alternates;
    for (const model::Rendition& rendition : release.renditions) {
        if (&rendition == &enclosed) continue;
        alternates.push_back({enclosure_of(show, rendition), rendition.bitrate_kbps * 1000, rendition.id,
                              core::subresource_integrity(rendition.sha256)});
    }
    return alternates;
}

std::string season_name(const model::Show& show, std::optional<int> number) {
    const auto found = std::find_if(show.seasons.begin(), show.seasons.end(),
                                    [&](const model::Season& season) { return season.number == number; });
    return found != show.seasons.end() ? found->name : "";
}

Item item_of(const model::Show& show, const std::string& rendition_id, const FeedEpisode& given) {
    const model::Episode& episode = *given.episode;
    const model::Rendition& rendition = offered(*episode.release, rendition_id);
    Item item;
    item.guid = model::identity(episode, show.guid);
    item.guid_is_link = episode.release->guid_is_link;
    item.title = text::one_line(episode.title);
    item.link = episode.link;
    item.moment = *episode.date;
    item.published = core::show_rfc5322(*episode.date, show.timezone);
    const std::string html = text::clean(text::description_html(show, episode));
    item.description = text::cut_html(html, most_description_bytes);
    item.content = text::cut_html(html, most_content_bytes);
    item.enclosure = enclosure_of(show, rendition);
    item.alternates = alternates_of(show, *episode.release, rendition);
    item.duration_seconds = std::lround(rendition.duration_seconds());
    if (rendition.frames > 0) item.duration_seconds = std::max(1L, item.duration_seconds);
    item.kind = episode.kind;
    item.number = episode.number;
    item.season = episode.season;
    item.season_name = season_name(show, episode.season);
    item.display = display_of(show, episode);
    item.image = given.image;
    item.explicit_content = episode.explicit_content.value_or(show.explicit_content);
    item.block = episode.block;
    for (const std::string& id : episode.people) {
        if (const model::Person* person = show.person(id)) item.people.push_back(to_feed_person(*person));
    }
    item.transcripts = given.transcripts;
    item.chapters = given.chapters;
    item.chapter_list = given.chapter_list;
    item.soundbites = episode.soundbites;
    item.social_interacts = episode.social_interacts;
    item.content_links = episode.content_links;
    item.license = episode.license;
    item.location = episode.location;
    item.foreign = given.foreign;
    return item;
}

bool belongs(const model::Episode& episode, const model::FeedSettings& settings) {
    if (settings.season && episode.season != settings.season) return false;
    return settings.topics.empty() ||
           std::any_of(episode.topics.begin(), episode.topics.end(), [&](const std::string& topic) {
               return std::find(settings.topics.begin(), settings.topics.end(), topic) !=
                      settings.topics.end();
           });
}

/// Newest first; of one moment, the higher number, then the guid, so that the order never hangs on the
/// input's.
bool is_before(const Item& a, const Item& b) {
    if (a.moment != b.moment) return a.moment > b.moment;
    if (a.number != b.number) return a.number > b.number;
    return a.guid < b.guid;
}

std::vector<Trailer> trailers_of(const std::vector<Item>& items) {
    std::vector<Trailer> trailers;
    for (const Item& item : items) {
        if (item.kind == "trailer")
            trailers.push_back({item.title, item.published, item.enclosure, item.season});
    }
    return trailers;
}

const std::string& first_of(const std::string& one, const std::string& other) {
    return one.empty() ? other : one;
}

}  // namespace

Feed assemble(const model::Show& show, const model::FeedSettings& settings,
              const std::vector<FeedEpisode>& episodes, const std::string& image,
              const std::vector<std::string>& foreign, const std::vector<Item>& kept) {
    Feed feed;
    feed.self = model::feed_address(show, settings);
    feed.guid = first_of(settings.guid, show.guid);
    feed.title = text::one_line(first_of(settings.title, show.title));
    feed.link = show.link;
    feed.description = text::cut_bytes(text::clean(first_of(settings.description, show.description)),
                                       most_description_bytes);
    feed.language = show.language;
    feed.author = show.author;
    feed.owner_email = show.owner_email;
    feed.copyright = show.copyright;
    feed.generator = "cityfm";  // without its version, so that a new one changes no feed
    feed.image = image;
    feed.type = show.type;
    feed.explicit_content = show.explicit_content;
    feed.locked = show.locked;
    feed.block = settings.block;
    // A hub that is not told of news keeps its subscribers from asking themselves.
    if (!show.targets.empty()) feed.hub = settings.hub;
    feed.new_feed_url = settings.new_feed_url;
    feed.categories = show.categories;
    for (const model::Person& person : show.people) {
        if (person.role == "host") feed.people.push_back(to_feed_person(person));
    }
    feed.license = show.license;
    feed.location = show.location;
    feed.update_frequency = show.update_frequency;
    feed.txt = show.txt;
    feed.funding = show.funding;
    feed.podroll = show.podroll;
    feed.publisher = show.publisher;
    feed.foreign = foreign;
    for (const FeedEpisode& episode : episodes) {
        if (belongs(*episode.episode, settings))
            feed.items.push_back(item_of(show, settings.rendition, episode));
    }
    feed.items.insert(feed.items.end(), kept.begin(), kept.end());
    std::sort(feed.items.begin(), feed.items.end(), is_before);
    feed.trailers = trailers_of(feed.items);
    if (settings.latest && feed.items.size() > static_cast<std::size_t>(*settings.latest))
        feed.items.resize(static_cast<std::size_t>(*settings.latest));
    if (!feed.items.empty()) feed.last_build = feed.items.front().published;
    return feed;
}

std::size_t page_count(const Feed& feed, std::optional<int> size) {
    if (!size || *size < 1 || feed.items.empty()) return 1;
    const auto per_page = static_cast<std::size_t>(*size);
    return (feed.items.size() + per_page - 1) / per_page;
}

std::vector<Feed> pages_of(const Feed& feed, std::optional<int> size) {
    const std::size_t count = page_count(feed, size);
    if (count == 1) return {feed};
    const auto per_page = static_cast<std::size_t>(*size);
    const auto address = [&](std::size_t page) { return model::page_name(feed.self, page); };
    Feed head = feed;
    head.items.clear();
    std::vector<Feed> pages;
    pages.reserve(count);
    for (std::size_t page = 1; page <= count; ++page) {
        Feed& made = pages.emplace_back(head);
        const auto begin = feed.items.begin() + static_cast<std::ptrdiff_t>((page - 1) * per_page);
        const auto left = static_cast<std::size_t>(feed.items.end() - begin);
        made.items.assign(begin, begin + static_cast<std::ptrdiff_t>(std::min(per_page, left)));
        made.self = address(page);
        made.last_build = made.items.front().published;
        made.pages = {address(1), page > 1 ? address(page - 1) : "", page < count ? address(page + 1) : "",
                      address(count)};
    }
    return pages;
}

}  // namespace cityfm::rss
