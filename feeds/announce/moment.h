// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/core/time.h"
#include "pipeline/model/show.h"

namespace cityfm::announce {

/// The first moment from `moment` on that lies in no quiet hours of the clock in `zone`. Pure.
core::Instant end_of_quiet(core::Instant moment, const model::QuietHours& quiet, const std::string& zone);

}  // namespace cityfm::announce
