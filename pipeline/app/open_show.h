// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/app/announce/announce.h"
#include "pipeline/app/announce/preview.h"
#include "pipeline/app/make/make.h"
#include "pipeline/app/make/prove.h"
#include "pipeline/app/publish/guard.h"
#include "pipeline/app/publish/publish.h"
#include "pipeline/app/publish/staging.h"
#include "pipeline/app/show/usable_show.h"
#include "pipeline/core/lock.h"

namespace cityfm::app {

/// How a show is opened.
struct Opening {
    std::vector<std::string> named = {};  ///< episodes that must be without errors
    Listen listen = Listen::no;
    bool plans = false;  ///< nothing is published or sent: any moment may be planned for
    int jobs = 1;        ///< threads; 0 for as many as there are cores
};

/// A show that is being worked on: locked, loaded, its broken episodes left out. The parts of the main job
/// are called in their order, each at most once: guard_with, make, stage, publish, announce; a part that is
/// not wanted is left out, but publish, announce and preview need stage, and stage needs the guard. The
/// session has to outlive it.
class OpenShow {
  public:
    /// Throws `locked`, `now_is_another_day`, and the findings of the show's own files and of the episodes
    /// named.
    OpenShow(const Session& session, const Opening& opening);
    OpenShow(const OpenShow&) = delete;
    OpenShow& operator=(const OpenShow&) = delete;

    model::Show& show() { return usable_.show; }
    /// Throws `clock_wrong` where the ledger is from another day than this clock.
    void require_right_clock() const;

    /// A guard that has not looked at anything yet. What was left out stays as it is published.
    Guard& guard_with(GuardOptions options);

    /// What would be made, and why.
    production::Plan plan(const MakeOptions& options);
    Made make(const MakeOptions& options);
    /// Measures every delivered file of the episodes named, of all for none, with two meters.
    Proofs prove(const std::vector<std::string>& episodes);
    void copy_to_hear(const std::vector<std::string>& named, const std::filesystem::path& folder);
    /// Brings `public/` up to what is due.
    const Staged& stage(Writing writing = Writing::yes);
    Published publish(const PublishOptions& options);
    /// Announces what can be heard. What was to be published and reached no target cannot be, whatever
    /// announce.assume_public says.
    Announced announce(AnnounceOptions options);
    Preview preview(const AnnounceOptions& options);

    /// The exit code that all of this has come to so far.
    int exit_code() const { return exit_code_; }

  private:
    const Session& session_;
    core::Lock lock_;
    UsableShow usable_;
    production::Builder builder_;
    std::optional<Guard> guard_;
    std::optional<Staged> staged_;
    bool reached_none_ = false;  ///< no target could be reached by this run
    int exit_code_;
};

}  // namespace cityfm::app
