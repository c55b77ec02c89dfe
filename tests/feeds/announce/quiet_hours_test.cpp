// SPDX-License-Identifier: MIT
#include "feeds/announce/quiet_hours.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

using namespace cityfm;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

core::Instant moment(const std::string& text) {
    return core::parse_rfc3339(text).value();
}

/// When quiet hours end, as the clock in `zone` shows it.
std::string end_of(const std::string& quiet, const std::string& from, const std::string& zone) {
    return core::show_rfc3339(
        announce::end_of_quiet(moment(from), model::parse_quiet_hours(quiet).value(), zone), zone);
}

/// True on each minute of the day that the quiet hours name.
bool names(const model::QuietHours& quiet, minutes clock) {
    for (minutes at = quiet.from; at != quiet.to; at = (at + minutes(1)) % hours(24))
        if (at == clock) return true;
    return false;
}

/// What `end_of_quiet` is to find, looked for minute by minute.
core::Instant searched_end(core::Instant from, const model::QuietHours& quiet, const std::string& zone) {
    std::vector<bool> is_quiet;
    for (int minute = 0; minute < 24 * 60; ++minute) is_quiet.push_back(names(quiet, minutes(minute)));
    const auto quiet_at = [&](core::Instant at) {
        const auto clock = core::to_local(at, zone).time_since_epoch() % hours(24);
        return is_quiet.at(static_cast<std::size_t>(std::chrono::floor<minutes>(clock).count()));
    };
    if (!quiet_at(from)) return from;
    core::Instant at = std::chrono::floor<minutes>(from);
    while (quiet_at(at)) at += minutes(1);
    return at;
}

/// The moments of a year at which the clock in `zone` changes.
std::vector<core::Instant> changes_in(int year, const std::string& zone) {
    const auto offset = [&](core::Instant at) {
        return core::to_local(at, zone).time_since_epoch() - at.time_since_epoch();
    };
    std::vector<core::Instant> changes;
    const core::Instant begin = std::chrono::sys_days(std::chrono::year(year) / 1 / 1);
    for (core::Instant at = begin; at < begin + hours(366 * 24); at += minutes(30))
        if (offset(at) != offset(at - minutes(30))) changes.push_back(at);
    return changes;
}

/// Compares with the search around each change of the clocks of a year, `each` times.
void check_around_changes(const std::string& zone, int year, int each) {
    const std::vector<core::Instant> changes = changes_in(year, zone);
    std::mt19937 random(static_cast<unsigned>(year));
    const auto up_to = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
    for (const core::Instant change : changes) {
        const auto clock = core::to_local(change, zone).time_since_epoch() % hours(24);
        const auto near = [&] {  // a minute of the day, half of them within 2 hours of the change
            const int wide = up_to(24 * 60 - 1);
            const int close = static_cast<int>(std::chrono::floor<minutes>(clock).count()) - 120 + wide % 241;
            return minutes(up_to(1) == 0 ? wide : (close + 24 * 60) % (24 * 60));
        };
        for (int i = 0; i < each; ++i) {
            const model::QuietHours quiet{near(), near()};
            const core::Instant from = change + std::chrono::seconds(up_to(40 * 3600) - 30 * 3600);
            const core::Instant found = announce::end_of_quiet(from, quiet, zone);
            CAPTURE(zone, core::show_rfc3339(from, zone), quiet.from.count(), quiet.to.count());
            REQUIRE(core::show_rfc3339(found, zone) ==
                    core::show_rfc3339(searched_end(from, quiet, zone), zone));
        }
    }
}

/// The same at so many moments of a century.
void check_moments(int count) {
    std::mt19937 random(18);
    const auto up_to = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
    const core::Instant begin = moment("2000-01-01T00:00:00Z");
    for (int i = 0; i < count; ++i) {
        const char* const zones[] = {"Asia/Tokyo", "Asia/Kathmandu", "America/St_Johns", "Asia/Gaza"};
        const std::string zone = zones[up_to(3)];
        const model::QuietHours quiet{minutes(up_to(1439)), minutes(up_to(1439))};
        const core::Instant from = begin + hours(up_to(100 * 365 * 24)) + std::chrono::seconds(up_to(3599));
        CAPTURE(zone, core::show_rfc3339(from, zone), quiet.from.count(), quiet.to.count());
        REQUIRE(core::show_rfc3339(announce::end_of_quiet(from, quiet, zone), zone) ==
                core::show_rfc3339(searched_end(from, quiet, zone), zone));
    }
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
    CHECK(announce::end_of_quiet(moment("2026-11-22T00:00:00+09:00"), {}, "Asia/Tokyo") ==
          moment("2026-11-22T00:00:00+09:00"));
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
    check_around_changes(GENERATE(as<std::string>{}, "Europe/Berlin", "Australia/Lord_Howe",
                                  "America/Santiago", "Africa/Casablanca"),
                         GENERATE(2026, 2040), 4);
}

TEST_CASE("at any moment of a century, quiet hours end as a search by the minute finds it") {
    check_moments(40);
}

TEST_CASE("around every change of the clocks in eleven zones (takes a minute: tests/soak/run)", "[.soak]") {
    check_around_changes(
        GENERATE(as<std::string>{}, "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                 "America/Santiago", "Africa/Casablanca", "Europe/Dublin", "America/Nuuk", "Africa/Cairo",
                 "America/Havana", "Antarctica/Troll", "Pacific/Chatham"),
        GENERATE(2026, 2040), 40);
}

TEST_CASE("at two thousand moments of a century (takes a minute: tests/soak/run)", "[.soak]") {
    check_moments(2000);
}
