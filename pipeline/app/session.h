// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>

#include "pipeline/app/observer.h"
#include "pipeline/core/clock.h"
#include "pipeline/core/lock.h"
#include "pipeline/core/time.h"
#include "pipeline/model/show.h"
#include "pipeline/net/http.h"

namespace cityfm::app {

/// What holds for every use case: where the show is, what time it is, who listens, and when to stop.
struct Session {
    Observer& observer;
    std::optional<std::filesystem::path> folder;  ///< the show's; none for the nearest one
    core::Clock clock;
    core::Instant now;  ///< what counts as now: the clock's moment, or the one that is planned for
    std::stop_token stop;
    Words words;                 ///< of what is drawn and written for people
    bool is_ci = false;          ///< the run is a job of a CI service, not a host's
    bool allow_private = false;  ///< what files name may lead into private networks

    /// Where what a show's files name may lead: to the public internet, unless private networks are allowed
    /// or the show itself is served on this machine.
    net::Reach reach_for(const model::Show& show) const;

    /// Throws `now_is_another_day` where `now` is another day than the clock's in the show's zone: for what
    /// does more than plan and preview.
    void require_today(const model::Show& show) const;

    /// The show's folder: `folder`, else the nearest at or above the working folder. Throws `no_show_here`.
    std::filesystem::path show_folder() const;
    /// The show's lock, for what changes its files; what a killed run left half-written is swept away. Throws
    /// `locked`.
    core::Lock lock() const;
};

/// The number of threads for `jobs`; 0 for as many as there are cores.
int threads_for(int jobs);

}  // namespace cityfm::app
