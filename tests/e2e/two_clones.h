// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

namespace cityfm::tests {

/// Two machines with a clone each of one show run at once, the second so much later, with a command line for
/// --commit-intent: the `workflow`'s or the `README`'s. Checks that in the end each kind of channel has one
/// post, that no run ended otherwise than with 0 or 75, and that nothing waits for a person.
void check_race(const std::string& whose, std::chrono::milliseconds later);

}  // namespace cityfm::tests
