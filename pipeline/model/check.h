// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/core/finding.h"
#include "pipeline/model/facts.h"
#include "pipeline/model/show.h"

namespace cityfm::model {

/// Everything that is wrong with the show or could be better, from its values and from what its files are.
/// Pure.
core::Findings check(const Show& show, const Facts& facts);

}  // namespace cityfm::model
