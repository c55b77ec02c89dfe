// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "pipeline/app/session.h"
#include "pipeline/production/specification.h"

namespace cityfm::app {

/// Runs one step of a build in the show's folder, as its specification says: what it makes goes into the
/// store, where a build finds it. Several may run at once, on this machine or on others that share the
/// folder. Gives what was run. Throws what is wrong with the specification, and what the step does.
production::Specification run_step(const Session& session, const std::filesystem::path& file, int jobs);

}  // namespace cityfm::app
