// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/e2e/faulted_runs.h"

using namespace cityfm;

TEST_CASE("a run killed while it builds goes on to the same bytes and posts everything once") {
    tests::check_kills_while_building(5);
}

TEST_CASE("a run killed while it publishes or announces goes on and posts nothing twice") {
    tests::check_kills_while_publishing(8);
}

TEST_CASE("a disk that is full at a call: 1, the file's name, and what was public stays whole") {
    tests::fail_runs_with("ENOSPC", tests::changes_of_files(7));
}

TEST_CASE("a disk that fails at a call: 1, the file's name, and what was public stays whole") {
    tests::fail_runs_with("EIO", tests::changes_of_files(7));
}

TEST_CASE("a disk that is full while a sound file gets its tags: no half picture is published") {
    tests::fail_runs_with("ENOSPC", tests::writes_of_tags(3));
}

TEST_CASE("what cannot be read is not taken for absent: no episode goes, and nothing is said twice") {
    tests::fail_runs_with("EIO", tests::reads_that_decide(6));
}

TEST_CASE("two runs started at once: each ends with 0 or 6, and the show as after one") {
    tests::check_races(6);
}
