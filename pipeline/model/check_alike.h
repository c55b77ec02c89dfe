// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/model/show.h"

namespace cityfm::model {

/// Episodes that have a number or a guid in common. Of two the one that was published under its own name is
/// right: the other is a copy of it. Pure.
core::Findings check_alike(const Show& show);

}  // namespace cityfm::model
