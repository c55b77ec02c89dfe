// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/production/plan.h"
#include "pipeline/production/specification.h"

namespace cityfm::production {

/// What a step of a plan is made from.
struct Sources {
    const model::Show& show;
    const std::map<std::string, std::string>& digests;  ///< SHA-256 of files by path in the show
    bool allow_damaged = false;
};

/// A step of a plan as a value that says everything. Pure.
Specification specify(const Step& step, const Candidate& candidate, const Sources& sources);

}  // namespace cityfm::production
