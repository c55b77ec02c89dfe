// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/core/finding.h"

namespace cityfm::model {

/// The names of the folders below `episodes/` that hold an episode, sorted. A link, or a folder that cannot
/// be looked into, becomes a finding: ignored, its episode would leave the feed. Throws `cannot_read` if the
/// disk fails.
std::vector<std::string> episode_names(const std::filesystem::path& show, core::Findings& findings);

}  // namespace cityfm::model
