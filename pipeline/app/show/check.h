// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/app/session.h"

namespace cityfm::app {

/// What is to be known about a show before anything is made of it.
struct Checked {
    std::filesystem::path folder;
    core::Findings findings;  ///< in the order of the files
};

/// Everything that is found in the show's files and recordings; of single episodes only about those named,
/// where any are. Nothing is written outside `.cityfm/`. Throws `no_show_here`, `no_such_episode`.
Checked check(const Session& session, const std::vector<std::string>& episodes);

}  // namespace cityfm::app
