// SPDX-License-Identifier: MIT
#include "pipeline/core/time.h"

#include <catch2/catch.hpp>

using namespace cityfm;
using namespace std::chrono_literals;

namespace {

/// Seconds since 1970 of an RFC 3339 time, or -1.
long seconds_of(std::string_view text) {
    const auto instant = core::parse_rfc3339(text);
    return instant ? static_cast<long>(instant->time_since_epoch().count()) : -1;
}

core::Instant at(long seconds) {
    return core::Instant(std::chrono::seconds(seconds));
}

core::LocalTime local(int year, unsigned month, unsigned day, int hour, int minute) {
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                           std::chrono::day(day)};
    return std::chrono::local_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

}  // namespace

TEST_CASE("RFC 3339 times are read with their offset") {
    // The examples of RFC 3339, section 5.8, and their seconds since 1970.
    CHECK(seconds_of("1985-04-12T23:20:50.52Z") == 482196050);
    CHECK(seconds_of("1996-12-19T16:39:57-08:00") == 851042397);
    CHECK(seconds_of("1937-01-01T12:00:27.87+00:20") == -1041337173);
    CHECK(seconds_of("2026-11-22T20:00:00+09:00") == 1795345200);
    CHECK(seconds_of("2026-11-22t11:00:00z") == 1795345200);
    CHECK(seconds_of("2026-11-22 11:00:00Z") == 1795345200);
    CHECK(seconds_of("2024-02-29T00:00:00Z") == 1709164800);
}

TEST_CASE("a leap second is the second after it") {
    CHECK(seconds_of("1990-12-31T23:59:60Z") == 662688000);  // 1991-01-01T00:00:00Z
    CHECK(seconds_of("2028-02-29T23:59:60Z") == seconds_of("2028-03-01T00:00:00Z"));
    CHECK(seconds_of("2027-02-28T23:59:60Z") == seconds_of("2027-03-01T00:00:00Z"));
}

TEST_CASE("a leap day is a day of leap years, and as long as any other") {
    CHECK(seconds_of("2000-02-29T00:00:00Z") == 951782400);
    CHECK(seconds_of("2028-02-29T00:00:00Z") == 1835395200);
    CHECK(seconds_of("2028-02-29T00:30:00+01:00") == seconds_of("2028-02-28T23:30:00Z"));
    CHECK(core::parse_rfc3339("2028-02-28T20:00:00Z").value() + core::parse_duration("2d").value() ==
          core::parse_rfc3339("2028-03-01T20:00:00Z"));
    CHECK(core::parse_rfc3339("2100-02-28T20:00:00Z").value() + core::parse_duration("24h").value() ==
          core::parse_rfc3339("2100-03-01T20:00:00Z"));
    CHECK(core::show_rfc3339(core::parse_rfc3339("2028-02-29T20:00:00Z").value(), "Asia/Tokyo") ==
          "2028-03-01T05:00:00+09:00");
    for (const char* none : {"1900-02-29T00:00:00Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z"}) {
        CAPTURE(none);
        CHECK_FALSE(core::parse_rfc3339(none));
    }
}

TEST_CASE("what is not RFC 3339, or no real moment, is not read") {
    const auto text =
        GENERATE(as<std::string>{}, "", "2026", "2026-11-22", "2026-11-22T20:00:00", "2026-11-22T20:00+09:00",
                 "2026-11-22T20:00:00+0900", "2026-11-22T20:00:00+9:00", "2026-11-22T20:00:00 JST",
                 "2026-11-22T20:00:00Z ", " 2026-11-22T20:00:00Z", "2026-11-22T20:00:00.Z",
                 "2026-11-22T20:00:00+24:00", "2026-11-22T20:00:00+09:60", "2026-02-29T00:00:00Z",
                 "2026-00-10T00:00:00Z", "2026-13-10T00:00:00Z", "2026-11-31T00:00:00Z",
                 "2026-11-22T24:00:00Z", "2026-11-22T20:60:00Z", "2026-11-22T20:00:61Z", "26-11-22T20:00:00Z",
                 "2026/11/22T20:00:00Z", "+2026-11-22T20:00:00Z");
    CAPTURE(text);
    CHECK_FALSE(core::parse_rfc3339(text).has_value());
}

TEST_CASE("RFC 3339 times are shown in the zone asked for") {
    CHECK(core::show_rfc3339(at(1795345200), "Asia/Tokyo") == "2026-11-22T20:00:00+09:00");
    CHECK(core::show_rfc3339(at(1795345200), "UTC") == "2026-11-22T11:00:00+00:00");
    CHECK(core::show_rfc3339(at(1795345200), "America/New_York") == "2026-11-22T06:00:00-05:00");
    CHECK(core::show_rfc3339(at(1795345200), "Asia/Kathmandu") == "2026-11-22T16:45:00+05:45");
    CHECK(core::show_rfc3339(at(1784700000), "America/St_Johns") == "2026-07-22T03:30:00-02:30");
}

TEST_CASE("RFC 5322 dates have the right weekday and a numeric zone") {
    CHECK(core::show_rfc5322(at(1795345200), "Asia/Tokyo") == "Sun, 22 Nov 2026 20:00:00 +0900");
    CHECK(core::show_rfc5322(at(1795345200), "UTC") == "Sun, 22 Nov 2026 11:00:00 +0000");
    CHECK(core::show_rfc5322(at(0), "UTC") == "Thu, 01 Jan 1970 00:00:00 +0000");
    CHECK(core::show_rfc5322(at(1709164800), "UTC") == "Thu, 29 Feb 2024 00:00:00 +0000");
    CHECK(core::show_rfc5322(at(951782400), "America/New_York") == "Mon, 28 Feb 2000 19:00:00 -0500");
}

TEST_CASE("the day is that of the zone and not of Greenwich") {
    // 2026-11-21T15:30:00Z is already Sunday in Japan.
    CHECK(core::show_rfc5322(at(1795275000), "Asia/Tokyo") == "Sun, 22 Nov 2026 00:30:00 +0900");
    CHECK(core::show_minute(at(1795275000), "Asia/Tokyo") == "2026-11-22 00:30");
}

TEST_CASE("a clock of Japan is nine hours ahead the whole year") {
    CHECK(core::to_instant(local(2026, 11, 22, 20, 0), "Asia/Tokyo") == at(1795345200));
    CHECK(core::to_instant(local(2026, 7, 22, 20, 0), "Asia/Tokyo") == at(1784718000));
}

TEST_CASE("a clock with summer time is read by its season") {
    CHECK(core::show_rfc3339(core::to_instant(local(2026, 7, 1, 12, 0), "America/New_York"), "UTC") ==
          "2026-07-01T16:00:00+00:00");
    CHECK(core::show_rfc3339(core::to_instant(local(2026, 1, 1, 12, 0), "America/New_York"), "UTC") ==
          "2026-01-01T17:00:00+00:00");
}

TEST_CASE("durations are a number and a unit") {
    CHECK(core::parse_duration("30s") == 30s);
    CHECK(core::parse_duration("90m") == 5400s);
    CHECK(core::parse_duration("24h") == 86400s);
    CHECK(core::parse_duration("2d") == 172800s);
    CHECK(core::parse_duration("0s") == 0s);
}

TEST_CASE("what is not a duration is not read") {
    const auto text = GENERATE(as<std::string>{}, "", "h", "24", "24 h", " 24h", "24h ", "-1h", "+1h", "1.5h",
                               "24H", "1h30m", "2w", "99999999999999999999s", "1e3s");
    CAPTURE(text);
    CHECK_FALSE(core::parse_duration(text).has_value());
}

TEST_CASE("offsets into the sound are read in each of their forms") {
    CHECK(core::parse_offset("90") == Approx(90));
    CHECK(core::parse_offset("0") == Approx(0));
    CHECK(core::parse_offset("02:03") == Approx(123));
    CHECK(core::parse_offset("90:00") == Approx(5400));
    CHECK(core::parse_offset("1:02:03") == Approx(3723));
    CHECK(core::parse_offset("1:02:03.5") == Approx(3723.5));
    CHECK(core::parse_offset("0.25") == Approx(0.25));
}

TEST_CASE("what is not an offset is not read") {
    const auto text = GENERATE(as<std::string>{}, "", ":", "1:", ":30", "1:60", "1:60:00", "1:00:60",
                               "1:2:3:4", "1.5:00", "-5", "-0", "-0:30", "1:-5", "+5", "1e3", "12s", " 12",
                               "12 ", "inf", "nan", "1:inf", "1:nan", "infinity", "0x10", "1,5");
    CAPTURE(text);
    CHECK_FALSE(core::parse_offset(text).has_value());
}

TEST_CASE("offsets are shown in whole seconds, rounded down, with hours from one hour on") {
    CHECK(core::show_offset(0) == "00:00");
    CHECK(core::show_offset(59.999) == "00:59");
    CHECK(core::show_offset(123) == "02:03");
    CHECK(core::show_offset(3599.9) == "59:59");
    CHECK(core::show_offset(3600) == "1:00:00");
    CHECK(core::show_offset(3723) == "1:02:03");
    CHECK(core::show_offset(36000) == "10:00:00");
}
