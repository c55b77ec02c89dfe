// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/e2e/two_clones.h"

using namespace cityfm;

TEST_CASE(
    "two machines that run at once with the workflow's command or the README's post once in every channel") {
    tests::check_race(GENERATE("workflow", "README"), std::chrono::milliseconds(0));
}
