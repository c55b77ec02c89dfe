// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/e2e/faulted_runs.h"

using namespace cityfm;

TEST_CASE("a run killed at any of 26 calls that build (takes minutes: tests/soak/run)", "[.soak]") {
    tests::check_kills_while_building(26);
}

TEST_CASE("a run killed at any of 30 calls that publish or announce (takes minutes: tests/soak/run)",
          "[.soak]") {
    tests::check_kills_while_publishing(30);
}

TEST_CASE("a disk that is full at any of 20 calls (takes minutes: tests/soak/run)", "[.soak]") {
    tests::fail_runs_with("ENOSPC", tests::changes_of_files(20));
}

TEST_CASE("a disk that fails at any of 20 calls (takes minutes: tests/soak/run)", "[.soak]") {
    tests::fail_runs_with("EIO", tests::changes_of_files(20));
}

TEST_CASE("a disk that is full at any write of tags (takes minutes: tests/soak/run)", "[.soak]") {
    tests::fail_runs_with("ENOSPC", tests::writes_of_tags(1000));
}

TEST_CASE("any read that decides fails (takes minutes: tests/soak/run)", "[.soak]") {
    tests::fail_runs_with("EIO", tests::reads_that_decide(1000));
}

TEST_CASE("two runs started at once, twenty times (takes minutes: tests/soak/run)", "[.soak]") {
    tests::check_races(20);
}
