// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "pipeline/app/session.h"

namespace cityfm::app {

/// What is to be brought in, and how.
struct ImportOptions {
    std::string feed;  ///< a file or an address
    std::filesystem::path folder;
    std::string address;    ///< where the show will be served; empty where that is not decided
    bool download = false;  ///< bring the files, too; else they stay where they are
};

/// What an import has made.
struct Imported {
    std::filesystem::path folder;  ///< absolute
    std::string guid;
    std::size_t episodes = 0;
    std::size_t written = 0;     ///< of them by this run
    std::size_t downloaded = 0;  ///< sound files
    std::size_t elsewhere = 0;   ///< episodes whose sound is still at the old host
    core::Findings findings;     ///< about what was made
    core::Findings odd;          ///< about the old feed, where nothing has to be done about it any more
    int exit_code = 0;
};

/// Makes a show folder of a feed, or goes on with one that an earlier run has begun: what is there already is
/// not written again. Throws `folder_not_empty`, `other_show_there`, and what keeps the feed from being read.
Imported import_show(const Session& session, const ImportOptions& options);

}  // namespace cityfm::app
