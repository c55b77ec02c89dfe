// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "feeds/rss/feed.h"
#include "pipeline/core/finding.h"

namespace cityfm::rss {

/// Where a feed comes from and goes to.
struct ImportOptions {
    std::string file;            ///< as findings name the feed
    std::string former_address;  ///< where it has been served; empty where nobody knows
    std::string address;         ///< where the show will be served, ending in "/"
    bool decided = true;         ///< that address is final: the new feed may say that it has moved there
    core::Instant now;
    std::map<std::string, std::string> folders = {};  ///< of episodes that are there already, by guid
    /// Those of show.toml, where that is there already and stays as it is; nothing where it is not.
    std::optional<std::vector<model::Person>> people = {};
};

/// A feed as a show that feeds are made of. Its identities are those of the feed: `podcast:guid`, or the one
/// that follows from its old address; every guid, character for character.
struct ImportedShow {
    model::Show
        show;  ///< each episode with notes, foreign elements and a release, which leads to the old host
    std::string cover;        ///< the address of the show's picture
    core::Findings findings;  ///< what could not be taken as it was
};

/// Makes a show of a feed of which all pages were read. What keeps a value from standing in TOML is mended,
/// and told. Pure.
ImportedShow import_feed(const Feed& feed, const ImportOptions& options);

}  // namespace cityfm::rss
