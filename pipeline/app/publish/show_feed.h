// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "pipeline/app/session.h"

namespace cityfm::app {

struct FeedOptions {
    std::string path;           ///< of one of several feeds, as in show.toml; empty for the first
    std::filesystem::path out;  ///< a file, or a folder for all feeds; empty where only the text is wanted
    bool as_json = false;       ///< JSON Feed in place of RSS
};

/// What was written, or is to be shown.
struct WrittenFeed {
    std::string content;    ///< where nothing was written
    std::size_t files = 0;  ///< that went into a folder
};

/// The show's feed, from its files alone. Throws `no_such_feed`, `one_feed_to_file`, and what is wrong with
/// the show.
WrittenFeed write_feed(const Session& session, const FeedOptions& options);

}  // namespace cityfm::app
