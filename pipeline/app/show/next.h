// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "pipeline/app/session.h"

namespace cityfm::app {

/// What becomes due.
struct NextDue {
    std::string episode;
    std::string date;  ///< RFC 3339, in the show's zone
};

/// The next episode to become due, if any.
std::optional<NextDue> next_due(const Session& session);

/// A command line that takes a person further, and why.
struct NextStep {
    std::string command;
    core::Code why;
};

/// What to do next in this folder.
NextStep next_step(const Session& session);

}  // namespace cityfm::app
