// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "pipeline/cli/terminal/terminal.h"
#include "pipeline/core/clock.h"
#include "pipeline/core/lock.h"
#include "pipeline/core/time.h"
#include "pipeline/model/preset.h"
#include "pipeline/model/show.h"
#include "pipeline/net/http.h"

namespace cityfm::cli {

/// What holds for every command: the global options, and where to talk.
struct Session {
    Terminal& terminal;
    std::optional<std::filesystem::path> folder;  ///< of -C
    core::Clock clock;
    core::Instant now;  ///< what counts as now: the clock's moment at the start, or that of --now
    std::stop_token stop;
    bool allow_private = false;  ///< of --allow-private, which the commands have that ask for what files name

    /// Where what a show's files name may lead: to the public internet, unless --allow-private was given or
    /// the show itself is served on this machine.
    net::Reach reach_for(const model::Show& show) const;

    /// Throws `now_is_another_day` where --now names another day than today in the show's zone: for what does
    /// more than plan and preview.
    void require_today(const model::Show& show) const;

    /// The show's folder: that of -C, else the nearest at or above the working folder. Throws `no_show_here`.
    std::filesystem::path show_folder() const;
    /// The show's lock, for what changes its files; what a killed run left half-written is swept away. Throws
    /// `locked`.
    core::Lock lock() const;
};

/// Draws how far a piece of work is, once a percent; from any thread.
std::function<void(double)> show_fraction(const Terminal& terminal, const std::string& work);

/// Whether recordings that are new are listened to, all of them, or only what is known of them counts.
enum class Listen { to_new_recordings, no };

/// The show, with everything that is found in its files.
model::LoadedShow load_with_findings(const Session& session, const std::filesystem::path& folder,
                                     Listen listen = Listen::no);

/// The show loaded and checked. Warnings and hints are shown; errors throw them all.
model::LoadedShow load_checked(Session& session);

/// The preset of that name: the show's own, or one of ours. Throws `unknown_preset`, and what is wrong with
/// it.
model::Preset require_preset(const std::filesystem::path& show_folder, const std::string& name);

/// Throws `no_such_episode` unless each name is that of an episode's folder.
void require_episodes(const model::Show& show, const std::vector<std::string>& names);

}  // namespace cityfm::cli
