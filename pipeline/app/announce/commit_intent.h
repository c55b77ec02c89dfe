// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "pipeline/app/session.h"
#include "pipeline/core/child.h"

namespace cityfm::app {

/// An intent that others are to know of before its post.
struct Intent {
    std::string id;    ///< of the announcement
    std::string line;  ///< as it stands in the ledger
};

/// Runs the user's command line that saves the ledger, without the show's secrets, for ten minutes at most.
/// Throws `interrupted`.
core::ChildEnd run_commit_command(const Session& session, const model::Show& show,
                                  const std::string& command);

/// Runs it between an intent and its post. Where the show is a git repository, the intent has to be committed
/// after that; gives a warning where it was not pushed. Throws `intent_not_committed`, `commit_too_slow`,
/// `intent_left_uncommitted`, `interrupted`.
std::optional<core::Finding> commit_intent(const Session& session, const model::Show& show,
                                           const std::string& command, const Intent& intent);

}  // namespace cityfm::app
