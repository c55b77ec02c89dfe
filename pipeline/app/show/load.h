// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/app/session.h"
#include "pipeline/model/preset.h"
#include "pipeline/model/show.h"

namespace cityfm::app {

/// Whether recordings that are new are listened to, all of them, or only what is known of them counts.
enum class Listen { to_new_recordings, no };

/// The show, with everything that is found in its files.
model::LoadedShow load_with_findings(const Session& session, const std::filesystem::path& folder,
                                     Listen listen = Listen::no);

/// Tells of the findings that keep nothing from going on: warnings, and hints where they are wanted.
void tell_remarks(const Session& session, const core::Findings& findings);

/// The show loaded and checked. Warnings and hints are told; errors throw them all.
model::LoadedShow load_checked(const Session& session);

/// The preset of that name: the show's own, or one of ours. Throws `unknown_preset`, and what is wrong with
/// it.
model::Preset require_preset(const std::filesystem::path& show_folder, const std::string& name);

/// The episode whose folder has this name, or null.
const model::Episode* find_episode(const model::Show& show, const std::string& name);

/// Throws `no_such_episode` unless each name is that of an episode's folder.
void require_episodes(const model::Show& show, const std::vector<std::string>& names);

}  // namespace cityfm::app
