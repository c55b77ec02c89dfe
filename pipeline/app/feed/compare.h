// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/app/publish/guard.h"
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

/// What the feeds of this show would take from those who have what is served at their addresses: throws it.
/// Gives the exit code that the show's own files come to.
int compare_show(const Session& session, const GuardOptions& options);

}  // namespace cityfm::app
