// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "feeds/announce/outbox.h"
#include "feeds/publish/plan.h"
#include "pipeline/cli/session.h"
#include "pipeline/cli/staging.h"
#include "pipeline/cli/usable_show.h"
#include "pipeline/production/builder.h"

namespace cityfm::cli {

// The three parts of the main job, which `build`, `publish`, `announce` and `run` put together. Each tells
// what it did, and gives it as JSON with the exit code that it comes to.

struct Part {
    core::Json json;
    int exit_code = 0;
};

struct BuildOptions {
    std::vector<std::string> episodes;
    std::vector<std::string> again;
    std::vector<std::string> retag;
    std::string preset;  ///< instead of the show's and the episodes' own; empty for theirs
    bool allow_damaged = false;
    bool verify = false;  ///< read every file again, whatever is remembered of it
    int jobs = 0;         ///< 0 for as many as there are cores
};

/// What the options ask for. Throws `no_such_episode`, `unknown_preset`.
production::Wanted wanted_of(const BuildOptions& options, const model::Show& show, core::Instant now);

/// The number of threads for `--jobs`.
int threads_for(int jobs);

/// Builds, and shows the renditions of what was made.
Part do_build(Session& session, production::Builder& builder, const BuildOptions& options,
              const model::Show& show);

struct PublishOptions {
    std::vector<std::string> targets;  ///< empty for all
    bool plan_only = false;
    bool prune = false;  ///< take away media that nothing names any more
};

/// Brings the targets up to date that the guard has looked at. If one refuses, the others still get theirs.
Part do_publish(Session& session, const model::Show& show, const Staged& staged, Guard& guard,
                const PublishOptions& options);

struct AnnounceOptions {
    std::vector<std::string> episodes;  ///< empty for all that are due
    std::vector<std::string> only;      ///< channels; empty for all
    bool preview = false;
    bool letters = false;       ///< ask for letters for the episodes
    bool corrections = false;   ///< correct what a channel cannot edit
    std::string commit_intent;  ///< a command line to run between the intent and each post; empty for none
    std::string run;            ///< the name of this run in the ledger
};

/// The options with what was left out of the show.
GuardOptions with_kept(GuardOptions options, const UsableShow& usable);

/// A name for a run that holds the show's lock: its place, and a number of its own.
std::string new_run(const core::Lock& lock);

/// Throws `secret_not_set`, `bad_secret` or what is wrong with a secret's file before anything is done, where
/// this run is the one that announces and a channel lacks its secret.
void require_secrets(Session& session, const model::Show& show, const std::vector<std::string>& only = {});

/// Takes an episode's posts back where the channels can, and says which a person has to delete.
Part do_withdraw(Session& session, const model::Show& show, const std::string& episode);

/// Writes down what a person found out about an announcement whose outcome was unknown. Throws
/// `no_such_announcement`.
Part do_resolve(Session& session, const model::Show& show, const std::string& id, bool sent);

/// Every announcement that there was, and those to come, with how far they are.
Part show_announcements(Session& session, const model::Show& show);

/// Sends what is due to the channels. If one refuses, the others still get theirs.
Part do_announce(Session& session, const model::Show& show, const Staged& staged,
                 const AnnounceOptions& options);

}  // namespace cityfm::cli
