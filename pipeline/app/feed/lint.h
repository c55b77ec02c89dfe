// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/app/session.h"

namespace cityfm::app {

struct LintOptions {
    std::string feed;   ///< a file, an address, or - for what is piped in
    bool live = false;  ///< also ask for everything that the feed names
};

/// All that apps and directories would stumble over in any feed. Throws what keeps it from being read.
core::Findings lint(const Session& session, const LintOptions& options);

}  // namespace cityfm::app
