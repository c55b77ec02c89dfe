// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "feeds/publish/target.h"
#include "feeds/rss/feed.h"
#include "pipeline/model/show.h"

namespace cityfm::app {

/// Is given each small file that a feed names, with its bytes.
using KeepFile = std::function<void(const publish::PublishedFile& file, const std::string& bytes)>;

/// Gives `keep` bytes under a name with their hash, and returns their address.
rss::Resource keep_named(const model::Show& show, const KeepFile& keep, const std::string& stem,
                         const std::string& extension, const std::string& bytes,
                         publish::FileClass file_class, const std::string& type);

/// What an episode brings into feeds, by the addresses that its texts and pictures will have. The files
/// themselves go to `keep`.
rss::FeedEpisode describe(const model::Show& show, const model::Episode& episode, const KeepFile& keep);

/// The address of the cover; empty where there is none.
std::string describe_cover(const model::Show& show, const KeepFile& keep);

/// One of the show's feeds.
struct ShowFeed {
    const model::FeedSettings* settings = nullptr;
    rss::Feed shown;  ///< with the items that it shows
    rss::Feed whole;  ///< with all that belong to it, however few it shows
};

/// The show's feeds. `kept` are items, feed by feed, that stay as they are published.
std::vector<ShowFeed> feeds_of(const model::Show& show, const std::vector<rss::FeedEpisode>& episodes,
                               const std::string& cover,
                               const std::vector<std::vector<rss::Item>>& kept = {});

/// A feed as it is to lie below `public/`.
struct FeedFile {
    std::string path;
    std::string type;
    std::string content;
};

/// The whole feed as JSON Feed, then its pages as RSS, the first at the end: none names one that is not
/// there.
std::vector<FeedFile> files_of(const model::Show& show, const ShowFeed& feed);

/// True for a page that one of the feeds had and has no more: what it named may be withdrawn.
bool is_former_page(const std::vector<ShowFeed>& feeds, const std::string& path);

/// The feeds of what is public at `now`, from the show's own files alone, and of items that stay as they are
/// published; nothing is written.
std::vector<ShowFeed> feeds_at(const model::Show& show, core::Instant now,
                               const std::vector<std::vector<rss::Item>>& kept = {});

/// What the linter finds in the feeds that are to be published, errors among them. That a new show has no
/// items yet keeps it from nothing, nor do the faults that imported items have had elsewhere.
core::Findings lint_files(const model::Show& show, const std::vector<FeedFile>& files, core::Instant now);

}  // namespace cityfm::app
