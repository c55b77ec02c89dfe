// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "pipeline/cli/session.h"

namespace cityfm::cli {

/// What is to be brought in, and how.
struct ImportRequest {
    std::string feed;  ///< a file or an address
    std::filesystem::path folder;
    std::string address;         ///< where the show will be served; empty where that is not decided
    bool download = false;       ///< bring the files, too; else they stay where they are
    bool allow_private = false;  ///< ask private networks, too
};

/// Makes a show folder of a feed, or goes on with one that an earlier run has begun: what is there already is
/// not written again. Gives the exit code. Throws `folder_not_empty`, `other_show_there`, and what keeps the
/// feed from being read.
int import_show(Session& session, const ImportRequest& request);

}  // namespace cityfm::cli
