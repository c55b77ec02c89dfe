// SPDX-License-Identifier: MIT
#include "feeds/announce/quiet_hours.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/feeds/announce/quiet_hours_search.h"

using namespace cityfm;

namespace {

/// When quiet hours end, as the clock in `zone` shows it.
std::string end_of(const std::string& quiet, const std::string& from, const std::string& zone) {
    return core::show_rfc3339(
        announce::end_of_quiet(tests::moment(from), model::parse_quiet_hours(quiet).value(), zone), zone);
}

}  // namespace

TEST_CASE("quiet hours end when the clock says so, and what is outside of them is not moved") {
    const std::string night = "22:00-07:00";
    CHECK(end_of(night, "2026-11-22T21:59:59+09:00", "Asia/Tokyo") == "2026-11-22T21:59:59+09:00");
    CHECK(end_of(night, "2026-11-22T22:00:00+09:00", "Asia/Tokyo") == "2026-11-23T07:00:00+09:00");
    CHECK(end_of(night, "2026-11-23T06:59:59+09:00", "Asia/Tokyo") == "2026-11-23T07:00:00+09:00");
    CHECK(end_of(night, "2026-11-23T07:00:00+09:00", "Asia/Tokyo") == "2026-11-23T07:00:00+09:00");
    CHECK(end_of("12:00-13:00", "2026-11-22T12:30:00+09:00", "Asia/Tokyo") == "2026-11-22T13:00:00+09:00");
    CHECK(end_of("12:00-13:00", "2026-11-22T13:30:00+09:00", "Asia/Tokyo") == "2026-11-22T13:30:00+09:00");
}

TEST_CASE("quiet hours may begin or end at midnight, and go over leap days") {
    CHECK(end_of("22:00-24:00", "2026-12-31T23:30:00+09:00", "Asia/Tokyo") == "2027-01-01T00:00:00+09:00");
    CHECK(end_of("22:00-24:00", "2027-01-01T00:30:00+09:00", "Asia/Tokyo") == "2027-01-01T00:30:00+09:00");
    CHECK(end_of("00:00-07:00", "2027-01-01T00:00:00+09:00", "Asia/Tokyo") == "2027-01-01T07:00:00+09:00");
    CHECK(end_of("00:00-07:00", "2026-12-31T23:59:59+09:00", "Asia/Tokyo") == "2026-12-31T23:59:59+09:00");
    CHECK(end_of("22:00-07:00", "2028-02-28T23:00:00+09:00", "Asia/Tokyo") == "2028-02-29T07:00:00+09:00");
    CHECK(end_of("22:00-07:00", "2028-02-29T23:00:00+09:00", "Asia/Tokyo") == "2028-03-01T07:00:00+09:00");
    CHECK(end_of("22:00-07:00", "2100-02-28T23:00:00+09:00", "Asia/Tokyo") == "2100-03-01T07:00:00+09:00");
}

TEST_CASE("without quiet hours no moment is quiet") {
    CHECK(announce::end_of_quiet(tests::moment("2026-11-22T00:00:00+09:00"), {}, "Asia/Tokyo") ==
          tests::moment("2026-11-22T00:00:00+09:00"));
}

TEST_CASE("quiet hours that end in a gap end where the clock leaves them") {
    CHECK(end_of("22:00-02:30", "2026-03-29T01:30:00+01:00", "Europe/Berlin") == "2026-03-29T03:00:00+02:00");
    CHECK(end_of("22:00-02:30", "2040-03-25T01:30:00+01:00", "Europe/Berlin") == "2040-03-25T03:00:00+02:00");
    CHECK(end_of("22:00-02:30", "2026-03-07T23:00:00-05:00", "America/New_York") ==
          "2026-03-08T03:00:00-04:00");
    CHECK(end_of("22:00-02:15", "2026-10-04T01:00:00+10:30", "Australia/Lord_Howe") ==
          "2026-10-04T02:30:00+11:00");
    CHECK(end_of("22:00-24:00", "2026-09-05T23:00:00-04:00", "America/Santiago") ==
          "2026-09-06T01:00:00-03:00");
}

TEST_CASE("quiet hours that the clock goes back into begin again") {
    const std::string early = "22:00-02:30";
    CHECK(end_of(early, "2026-10-25T02:10:00+02:00", "Europe/Berlin") == "2026-10-25T02:30:00+02:00");
    CHECK(end_of(early, "2026-10-25T02:45:00+02:00", "Europe/Berlin") == "2026-10-25T02:45:00+02:00");
    CHECK(end_of(early, "2026-10-25T02:10:00+01:00", "Europe/Berlin") == "2026-10-25T02:30:00+01:00");
    CHECK(end_of(early, "2040-10-28T02:10:00+01:00", "Europe/Berlin") == "2040-10-28T02:30:00+01:00");
    // What ends with the doubled hour ends after its second time.
    CHECK(end_of("22:00-03:00", "2026-10-25T02:10:00+02:00", "Europe/Berlin") == "2026-10-25T03:00:00+01:00");
    CHECK(end_of("22:00-24:00", "2026-04-04T22:30:00-03:00", "America/Santiago") ==
          "2026-04-05T00:00:00-04:00");
}

TEST_CASE("quiet hours over a change of the clocks end by the new time") {
    CHECK(end_of("22:00-07:00", "2040-03-24T23:00:00+01:00", "Europe/Berlin") == "2040-03-25T07:00:00+02:00");
    CHECK(end_of("22:00-07:00", "2040-10-27T23:00:00+02:00", "Europe/Berlin") == "2040-10-28T07:00:00+01:00");
}

TEST_CASE("around a change of the clocks, quiet hours end as a search by the minute finds it") {
    tests::check_quiet_hours_around_changes(
        GENERATE(as<std::string>{}, "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago",
                 "Africa/Casablanca"),
        GENERATE(2026, 2040), 4);
}

TEST_CASE("at any moment of a century, quiet hours end as a search by the minute finds it") {
    tests::check_quiet_hours_at_moments(40);
}
