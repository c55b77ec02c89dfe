// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/feeds/announce/quiet_hours_search.h"

using namespace cityfm;

TEST_CASE("around every change of the clocks in eleven zones (takes a minute: tests/soak/run)", "[.soak]") {
    tests::check_quiet_hours_around_changes(
        GENERATE(as<std::string>{}, "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                 "America/Santiago", "Africa/Casablanca", "Europe/Dublin", "America/Nuuk", "Africa/Cairo",
                 "America/Havana", "Antarctica/Troll", "Pacific/Chatham"),
        GENERATE(2026, 2040), 40);
}

TEST_CASE("at two thousand moments of a century (takes a minute: tests/soak/run)", "[.soak]") {
    tests::check_quiet_hours_at_moments(2000);
}
