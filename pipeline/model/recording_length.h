// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/core/finding.h"

namespace cityfm::model {

/// How long a recording may be: `max_hours` of its show.
struct MostLength {
    double hours = 48;

    double seconds() const { return hours * 3600; }
};

/// The arguments of `recording_too_long` for a recording of so many seconds; for one that goes on past the
/// bound without saying for how long, nothing.
core::Args too_long(const std::string& path, MostLength most, double seconds = 0);

}  // namespace cityfm::model
