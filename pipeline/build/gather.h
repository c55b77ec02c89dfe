// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/core/finding.h"
#include "pipeline/model/facts.h"
#include "pipeline/model/show.h"

namespace cityfm::build {

/// The show, with the texts that its files name, and everything there is to say about it: what the loaders
/// found and what the checks did. Throws `no_show_here`.
model::LoadedShow load_and_check(const std::filesystem::path& folder);

}  // namespace cityfm::build
