// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/e2e/two_clones.h"

using namespace cityfm;

TEST_CASE("two machines, twenty times each, up to five seconds apart (takes six minutes: tests/soak/run)",
          "[.soak]") {
    const std::string whose = GENERATE("workflow", "README");
    constexpr int rounds = 20;
    constexpr int most_apart = 5000;
    for (int round = 0; round < rounds; ++round)
        tests::check_race(whose, std::chrono::milliseconds(round * most_apart / (rounds - 1)));
}
