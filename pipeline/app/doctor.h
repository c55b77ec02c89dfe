// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/app/session.h"

namespace cityfm::app {

/// One thing that was looked at.
struct Examined {
    std::string name;                         ///< as it is called everywhere: `tzdata`, `[[target]] web`
    std::string detail = {};                  ///< what it is; empty where the name says it all
    std::optional<core::Error> problem = {};  ///< empty if it is good
};

/// What this machine has of what every show needs.
std::vector<Examined> examine_machine();

/// Whether the loudness meters of this machine agree with each other and with the standard.
std::vector<Examined> examine_sound();

/// What the show in this folder has of what it needs: its files, its targets, and its channels, which are
/// asked without posting anything. Throws `no_show_here`.
std::vector<Examined> examine_show(const Session& session);

}  // namespace cityfm::app
