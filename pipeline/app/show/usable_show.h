// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <vector>

#include "pipeline/app/show/load.h"

namespace cityfm::app {

/// A show without the episodes that have errors, so that the others can go on.
struct UsableShow {
    model::Show show;
    std::set<std::string> kept;  ///< guids of those that were left out and may be published
    int exit_code = 0;           ///< what those come to that are due
};

/// Loads and checks the show. Warnings and hints are told. An episode with errors is left out: one that is
/// not due yet with a warning, any other as an error. Throws the findings of the show's other files, and
/// those of an episode that was named.
UsableShow load_usable(const Session& session, const std::vector<std::string>& named = {},
                       Listen listen = Listen::no);

/// Makes warnings of what is only missing yet from episodes that are not due.
void allow_drafts(model::LoadedShow& loaded, core::Instant now);

}  // namespace cityfm::app
