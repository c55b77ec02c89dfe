// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/app/announce/take_back.h"
#include "pipeline/app/open_show.h"

namespace cityfm::app {

struct WithdrawOptions {
    std::string episode;
    bool undo = false;  ///< bring it back
    GuardOptions guard;
};

/// What a withdrawal came to.
struct Withdrawn {
    bool was_changed = false;  ///< false where the episode was as wanted before
    std::string since;         ///< RFC 3339; empty for an episode that is not withdrawn
    Published published;
    Withdrawal posts;
    int exit_code = 0;
};

/// Takes an episode out of the feeds, off the targets' feeds, and its posts back where channels can; or
/// brings it back. Throws `no_such_episode`, `never_built`, and what keeps the feeds from being written.
Withdrawn withdraw(const Session& session, const WithdrawOptions& options);

}  // namespace cityfm::app
