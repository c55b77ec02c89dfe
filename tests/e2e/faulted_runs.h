// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "tests/e2e/chosen_calls.h"

namespace cityfm::tests {

// Runs of cityfm that are killed, meet a broken disk or another run, and what has to hold after each.

/// Lets each chosen call fail in a run that has a new version to publish, looks at what is public then and at
/// what another run makes of it.
void fail_runs_with(const std::string& error, const Choose& choose);

/// Kills runs that build at so many of their calls: the next run ends with the same bytes, and everything is
/// posted once.
void check_kills_while_building(std::size_t count);
/// The same of runs that publish and announce: nothing is posted twice.
void check_kills_while_publishing(std::size_t count);

/// Starts two runs at once, so many times: each ends with 0 or 6, and the show is as after one.
void check_races(int races);

}  // namespace cityfm::tests
