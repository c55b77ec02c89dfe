// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/core/finding.h"
#include "pipeline/model/episode.h"
#include "pipeline/model/wording.h"

namespace cityfm::model {

/// A host or guest, named once and referred to by id.
struct Person {
    std::string id;
    std::string name;
    std::string reading;
    std::string role = "host";
    std::string link;
    std::string image;
};

/// A place that files are published to.
struct Target {
    std::string id;
    std::string type;  ///< `folder`
    std::string path;  ///< of a folder: relative to the show, or absolute
    core::Place place;
};

/// A place that announcements go to.
struct Channel {
    std::string id;
    std::string type;        ///< `file`, `slack` … (model/channel_types.h)
    std::string to;          ///< where in the service; of a file or a program, a path relative to the show
    std::string token_env;   ///< the environment variable that holds its token or password
    std::string token_file;  ///< or a file that does, for its owner's eyes only
    std::string url_env;     ///< of a webhook: the environment variable that holds its address
    std::vector<std::string> env;     ///< of a program: names of environment variables that it may see
    std::vector<std::string> topics;  ///< only episodes with one of these; none = all
    std::string template_file;        ///< with texts of its own; relative to the show
    std::chrono::seconds delay{0};    ///< after it can be heard
    std::string api_base;             ///< where the service is asked; empty for its own address
    bool thread = false;              ///< the question goes into the thread
    bool upload = false;              ///< the picture is uploaded, not linked
    std::string from;                 ///< of mail: the sender
    std::string smtp;                 ///< of mail: the server, `smtps://user@host`
    Wordings wordings;                ///< of `template_file`
    core::Place place;
};

/// One feed of the show: which episodes it holds, and as what.
struct FeedSettings {
    std::string path = "feed.xml";    ///< below `public/`
    std::string address;              ///< where it is served; empty for that of its path
    std::string guid;                 ///< `podcast:guid`; empty for the show's
    std::string title;                ///< empty for the show's
    std::string description;          ///< empty for the show's
    std::string rendition;            ///< the id of the one it offers; empty for what every app plays
    std::vector<std::string> topics;  ///< only episodes with one of these; none = all
    std::optional<int> season;        ///< only its episodes
    std::optional<int> latest;        ///< only so many, the newest
    std::optional<int> page_size;     ///< items a page (RFC 5005); nothing for one page
    std::string hub;                  ///< the WebSub hub that is told of news
    std::string new_feed_url;         ///< where the feed has moved to: its own address, once it has
    std::string former_address;       ///< where it was served before it came here
    bool block = false;               ///< directories are not to list it
    core::Place place;
};

/// How often episodes come out.
struct UpdateFrequency {
    std::string text;
    std::string rrule;      ///< RFC 5545
    bool complete = false;  ///< no more will come

    bool operator==(const UpdateFrequency&) const = default;
};

struct Season {
    int number = 1;
    std::string name;
};

struct Funding {
    std::string text;
    std::string url;

    bool operator==(const Funding&) const = default;
};

/// A line that a directory or service wants to read in the feed.
struct Txt {
    std::string purpose;  ///< `verify`, `applepodcastsverify`
    std::string value;

    bool operator==(const Txt&) const = default;
};

/// Another feed: one that is recommended, or the publisher's.
struct RemoteFeed {
    std::string title;
    std::string guid;
    std::string url;

    bool operator==(const RemoteFeed&) const = default;
};

/// Hours of the day in which nothing is said, by the show's clock; they may go over midnight.
struct QuietHours {
    std::chrono::minutes from{0};
    std::chrono::minutes to{0};  ///< the same as `from`: none; in show.toml an error

    bool operator==(const QuietHours&) const = default;
};

/// `22:00-07:00`, with 24:00 read as 00:00; nothing when it is no such range.
std::optional<QuietHours> parse_quiet_hours(std::string_view text);

struct AnnounceSettings {
    std::string from = "host";  ///< which road announces: `host` or `ci`
    std::chrono::seconds catch_up = std::chrono::hours(24);
    QuietHours quiet;
    int posts_per_run = 5;       ///< a channel gets no more
    bool assume_public = false;  ///< announce without asking whether the sound can be heard
    std::string answer;          ///< how to answer the question, in the show's language
};

/// The programme as a series: `show.toml`, and the episodes below it.
struct Show {
    std::filesystem::path folder;
    std::string title;
    std::string reading;
    std::string description;
    std::string language = "ja";
    std::string timezone = "Asia/Tokyo";
    std::string author;
    std::string owner_email;
    std::string copyright;
    std::string guid;
    std::string address;
    std::string media_address;
    std::string link;
    std::vector<std::vector<std::string>> categories;
    bool explicit_content = false;
    std::string cover;
    std::string preset = "podcast";
    std::string type = "episodic";
    bool locked = true;    ///< other hosts may not import it
    double max_hours = 6;  ///< a recording may not be longer
    std::optional<License> license;
    std::optional<Location> location;
    std::optional<UpdateFrequency> update_frequency;
    std::optional<RemoteFeed> publisher;
    std::vector<Season> seasons;
    std::vector<Funding> funding;
    std::vector<Txt> txt;
    std::vector<RemoteFeed> podroll;
    std::vector<FeedSettings> feeds =
        std::vector<FeedSettings>(1);  ///< never empty; the first is the main one
    AnnounceSettings announce;
    std::vector<Person> people;
    std::vector<Target> targets;
    std::vector<Channel> channels;
    std::string foreign;            ///< `foreign.xml`: what its channel had that we do not know
    std::vector<Episode> episodes;  ///< by folder name
    Places places;

    core::Place place(const std::string& key) const;
    const Person* person(const std::string& id) const;
    /// The picture that goes with an episode, relative to the show: its own, else the cover.
    std::string picture_of(const Episode& episode) const;
};

/// Everything that could be read, and everything that was wrong with it.
struct LoadedShow {
    Show show;
    core::Findings findings;
};

/// Reads `show.toml`, every `episodes/*/episode.toml`, their notes and releases. Findings come all at once;
/// only a missing `show.toml` throws (`no_show_here`).
LoadedShow load_show(const std::filesystem::path& folder);

/// The nearest folder at or above `start` that holds `show.toml`. Throws `no_show_here`.
std::filesystem::path find_show(const std::filesystem::path& start);

/// The name of `preset` in force for an episode: its own, else the show's.
const std::string& preset_name(const Show& show, const Episode& episode);

}  // namespace cityfm::model
