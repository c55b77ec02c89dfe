// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/core/time.h"

namespace cityfm::tests {

core::Instant moment(const std::string& text);

// Compares `announce::end_of_quiet` with a search minute by minute.

/// Around each change of the clocks of a year, `each` times.
void check_quiet_hours_around_changes(const std::string& zone, int year, int each);
/// At so many moments of a century.
void check_quiet_hours_at_moments(int count);

}  // namespace cityfm::tests
