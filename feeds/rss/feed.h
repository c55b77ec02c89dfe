// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/time.h"
#include "pipeline/model/show.h"

namespace cityfm::rss {

using model::Resource;

/// The sound that an item offers.
struct Enclosure {
    std::string url;
    std::string type;
    std::uintmax_t bytes = 0;

    bool operator==(const Enclosure&) const = default;
};

/// The same sound in another format.
struct AlternateEnclosure {
    Enclosure enclosure;
    int bitrate = 0;        ///< in bits a second; 0 where it is not said
    std::string title;      ///< what apps call it: `opus`
    std::string integrity;  ///< `sha256-` and the digest in base64 (W3C Subresource Integrity)

    bool operator==(const AlternateEnclosure&) const = default;
};

struct FeedPerson {
    std::string name;
    std::string role;
    std::string link;
    std::string image;

    bool operator==(const FeedPerson&) const = default;
};

/// One item of a feed, as readers get it.
struct Item {
    std::string guid;           ///< character for character: apps compare it so
    bool guid_is_link = false;  ///< `isPermaLink`
    std::string title;
    std::string link;
    std::string published;    ///< RFC 5322
    core::Instant moment;     ///< the same, for sorting
    std::string description;  ///< HTML, at most 4000 bytes
    std::string content;      ///< the same in full
    Enclosure enclosure;
    std::vector<AlternateEnclosure> alternates;
    long duration_seconds = 0;  ///< 0 where it is not known
    std::string kind = "full";
    std::optional<int> number;
    std::optional<int> season;
    std::string season_name;
    std::string display;  ///< how people say the number: `第12回`
    std::string image;
    bool explicit_content = false;
    bool block = false;
    std::vector<FeedPerson> people;
    std::vector<Resource> transcripts;
    std::optional<Resource> chapters;
    std::vector<model::Chapter> chapter_list;  ///< the same, for apps that read them in the feed
    std::vector<model::Soundbite> soundbites;
    std::vector<model::SocialInteract> social_interacts;
    std::vector<model::Link> content_links;
    std::optional<model::License> license;
    std::optional<model::Location> location;
    std::vector<std::string> foreign;  ///< what else there is, as XML (`foreign.h`)

    bool operator==(const Item&) const = default;
};

/// A short piece that tells what the show, or a season of it, is about.
struct Trailer {
    std::string title;
    std::string published;  ///< RFC 5322
    Enclosure enclosure;
    std::optional<int> season;

    bool operator==(const Trailer&) const = default;
};

/// The other pages of a feed (RFC 5005, section 3); empty where there is none.
struct PageLinks {
    std::string first;
    std::string previous;
    std::string next;
    std::string last;

    bool operator==(const PageLinks&) const = default;
};

/// A feed as a value: everything in it, nothing about XML.
struct Feed {
    std::string self;  ///< its own public address
    std::string guid;
    std::string title;
    std::string link;
    std::string description;
    std::string language;
    std::string author;
    std::string owner_email;
    std::string copyright;
    std::string generator;
    std::string image;
    std::string type = "episodic";
    bool explicit_content = false;
    bool locked = false;
    bool block = false;
    std::string hub;           ///< the WebSub hub that tells of news
    std::string new_feed_url;  ///< where it has moved to
    PageLinks pages;
    std::vector<std::vector<std::string>> categories;
    std::string last_build;  ///< RFC 5322, the newest item's; empty without items
    std::vector<FeedPerson> people;
    std::optional<model::License> license;
    std::optional<model::Location> location;
    std::optional<model::UpdateFrequency> update_frequency;
    std::vector<model::Txt> txt;
    std::vector<model::Funding> funding;
    std::vector<Trailer> trailers;
    std::vector<model::RemoteFeed> podroll;
    std::optional<model::RemoteFeed> publisher;
    std::vector<std::string> foreign;  ///< what else there is, as XML (`foreign.h`)
    std::vector<Item> items;           ///< newest first

    bool operator==(const Feed&) const = default;
};

/// What an episode brings into the feed besides its own words: the public addresses of its files.
struct FeedEpisode {
    const model::Episode* episode = nullptr;  ///< due, and with a release
    std::vector<Resource> transcripts;        ///< one transcript in several forms, the commonest first
    std::optional<Resource> chapters;
    std::vector<model::Chapter> chapter_list;  ///< the same, with the addresses of their pictures
    std::string image;
    std::vector<std::string> foreign;  ///< elements of its item that are written as they are
};

/// The bytes of description that directories take, of a channel and of an item.
inline constexpr std::size_t most_description_bytes = 4000;

/// The feed that `settings` describes, of those of the episodes that belong to it, with elements of the
/// channel that are written as they are, and items that stay as they were published. A function of its
/// arguments alone. Pure.
Feed assemble(const model::Show& show, const model::FeedSettings& settings,
              const std::vector<FeedEpisode>& episodes, const std::string& image,
              const std::vector<std::string>& foreign = {}, const std::vector<Item>& kept = {});

/// How many pages a feed of so many items has: one at least.
std::size_t page_count(const Feed& feed, std::optional<int> size);

/// The feed in pages of at most `size` items, each with the addresses of the others; the first keeps the
/// feed's own. Nothing for `size` gives it whole.
std::vector<Feed> pages_of(const Feed& feed, std::optional<int> size);

/// The feed as RSS 2.0 in UTF-8: the same feed, the same bytes.
std::string write(const Feed& feed);
/// The same, a part at a time.
void write(const Feed& feed, const std::function<void(std::string_view)>& sink);

/// The feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), whose own address is `self`.
std::string write_json(const Feed& feed, const std::string& self);

}  // namespace cityfm::rss
