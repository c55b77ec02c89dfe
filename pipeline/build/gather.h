// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/core/finding.h"
#include "pipeline/model/facts.h"
#include "pipeline/model/show.h"

namespace cityfm::build {

/// Looks at every file that the show names. Findings are about what lies inside transcripts.
model::Facts gather_facts(const model::Show& show, core::Findings& findings);

/// Everything there is to say about a show that was loaded: the loader's findings, and those of the checks.
core::Findings check_all(const model::LoadedShow& loaded);

}  // namespace cityfm::build
