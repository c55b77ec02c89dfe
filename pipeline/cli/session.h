// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "pipeline/cli/terminal.h"
#include "pipeline/core/time.h"
#include "pipeline/model/preset.h"
#include "pipeline/model/show.h"

namespace cityfm::cli {

/// What holds for every command: the global options, and where to talk.
struct Session {
    Terminal& terminal;
    std::optional<std::filesystem::path> folder;  ///< of -C
    core::Instant now;
    std::stop_token stop;

    /// The show's folder: that of -C, else the nearest at or above the working folder. Throws `no_show_here`.
    std::filesystem::path show_folder() const;
};

/// The show, with everything that is found in its files.
model::LoadedShow load_with_findings(const std::filesystem::path& folder);

/// The show loaded and checked. Warnings and hints are shown; errors throw them all.
model::LoadedShow load_checked(Session& session);

/// The preset of that name: the show's own, or one of ours. Throws `unknown_preset`, and what is wrong with
/// it.
model::Preset require_preset(const std::filesystem::path& show_folder, const std::string& name);

/// Throws `no_such_episode` unless each name is that of an episode's folder.
void require_episodes(const model::Show& show, const std::vector<std::string>& names);

}  // namespace cityfm::cli
