// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "feeds/announce/ledger.h"
#include "pipeline/cli/session.h"
#include "pipeline/core/child.h"

namespace cityfm::cli {

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

/// A warning where git would not merge the ledgers of two computers line by line.
std::optional<core::Finding> find_unmerged_ledger(const Session& session, const model::Show& show);

/// Throws `ledger_lost_lines` where the ledger of a show in git lacks lines that are committed: what they
/// tell of would be announced again.
void require_whole_ledger(const Session& session, const model::Show& show);

/// True where a show outside git has an empty ledger although this computer has announced for it.
bool is_forgotten(const model::Show& show, const announce::Ledger& ledger);

/// Remembers below `.cityfm/` that the ledger is not empty.
void remember_ledger(const model::Show& show, const announce::Ledger& ledger);

}  // namespace cityfm::cli
