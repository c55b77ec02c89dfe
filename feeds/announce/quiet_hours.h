// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/core/time.h"
#include "pipeline/model/show.h"

namespace cityfm::announce {

/// The first moment, not before `moment`, at which the clock in `zone` is outside of quiet hours; where the
/// clock goes back into them, they begin again.
core::Instant end_of_quiet(core::Instant moment, const model::QuietHours& quiet, const std::string& zone);

}  // namespace cityfm::announce
