// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/app/session.h"

namespace cityfm::app {

struct CompareOptions {
    std::string before;  ///< the feed that listeners have: a file or an address
    std::string after;   ///< the feed that they will get
    bool live = false;   ///< also ask for the sound that moves
};

/// What apps notice when one feed takes the place of another, gravest first.
struct Compared {
    std::size_t items_before = 0;
    std::size_t items_after = 0;
    core::Findings findings;
};

/// Throws what keeps either feed from being read.
Compared compare(const Session& session, const CompareOptions& options);

}  // namespace cityfm::app
