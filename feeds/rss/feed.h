// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/time.h"
#include "pipeline/model/show.h"

namespace cityfm::rss {

/// A file that an item offers besides its sound.
struct Resource {
    std::string url;
    std::string type;

    bool operator==(const Resource&) const = default;
};

/// The sound that an item offers.
struct Enclosure {
    std::string url;
    std::string type;
    std::uintmax_t bytes = 0;

    bool operator==(const Enclosure&) const = default;
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
    std::string guid;
    std::string title;
    std::string published;    ///< RFC 5322
    core::Instant moment;     ///< the same, for sorting
    std::string description;  ///< HTML
    Enclosure enclosure;
    long duration_seconds = 0;
    std::string kind = "full";
    std::optional<int> number;
    std::optional<int> season;
    std::string display;  ///< how people say the number: `第12回`
    std::string image;
    bool explicit_content = false;
    std::vector<FeedPerson> people;
    std::vector<Resource> transcripts;
    std::optional<Resource> chapters;
    std::vector<model::Chapter> chapter_list;  ///< the same, for apps that read them in the feed
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
    std::string image;
    bool explicit_content = false;
    std::vector<std::vector<std::string>> categories;
    std::string last_build;  ///< RFC 5322, the newest item's; empty without items
    std::vector<FeedPerson> people;
    std::vector<Item> items;  ///< newest first
};

/// What an episode brings into the feed besides its own words: the public addresses of its files.
struct FeedEpisode {
    const model::Episode* episode = nullptr;  ///< due, and with a release
    std::vector<Resource> transcripts;        ///< one transcript in several forms, the commonest first
    std::optional<Resource> chapters;
    std::vector<model::Chapter> chapter_list;  ///< the same, with the addresses of their pictures
    std::string image;
};

/// The feed of the episodes given. A function of its arguments alone. Pure.
Feed assemble(const model::Show& show, const std::vector<FeedEpisode>& episodes, const std::string& image);

/// The feed as RSS 2.0 in UTF-8: the same feed, the same bytes.
std::string write(const Feed& feed);

}  // namespace cityfm::rss
