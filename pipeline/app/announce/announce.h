// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feeds/announce/outbox.h"
#include "pipeline/app/publish/staging.h"
#include "pipeline/app/session.h"
#include "pipeline/core/lock.h"

namespace cityfm::app {

struct AnnounceOptions {
    std::vector<std::string> episodes;  ///< empty for all that are due
    std::vector<std::string> only;      ///< channels; empty for all
    bool letters = false;               ///< ask for letters for the episodes
    bool corrections = false;           ///< correct what a channel cannot edit
    std::string commit_intent;  ///< a command line to run between the intent and each post; empty for none
    std::string run;            ///< the name of this run in the ledger
};

/// What became of an announcement in this run.
struct PostOutcome {
    std::string id;  ///< `slack/2026-11-29-ramen`
    announce::Action action{};
    std::optional<announce::Status> status;  ///< empty if the ledger has nothing of it
    std::string link;                        ///< to the post, where its service gives one
};

struct Announced {
    std::vector<PostOutcome> posts;
    int exit_code = 0;
};

/// A name for a run that holds the show's lock: its place, and a number of its own.
std::string new_run(const core::Lock& lock);

/// Throws `secret_not_set`, `bad_secret` or what is wrong with a secret's file before anything is done, where
/// this run is the one that announces and a channel lacks its secret.
void require_secrets(const Session& session, const model::Show& show,
                     const std::vector<std::string>& only = {});

/// Sends what is due to the channels. If one refuses, the others still get theirs.
Announced announce_staged(const Session& session, const model::Show& show, const Staged& staged,
                          const AnnounceOptions& options);

}  // namespace cityfm::app
