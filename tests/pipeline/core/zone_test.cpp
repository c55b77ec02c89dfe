// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <string>
#include <tuple>
#include <vector>

#include "pipeline/core/error.h"
#include "pipeline/core/time.h"
#include "tests/support/files.h"

using namespace cityfm;

namespace {

constexpr const char* database = "/usr/share/zoneinfo/";

core::Instant moment(const std::string& text) {
    return core::parse_rfc3339(text).value();
}

/// What a clock shows, read as if it were UTC's.
core::LocalTime shown(const std::string& text) {
    return core::LocalTime(moment(text + ":00Z").time_since_epoch());
}

/// A variable that is set as long as this lives.
class Variable {
  public:
    Variable(const char* name, const std::string& value) : name_(name) {
        const char* before = std::getenv(name);
        if (before != nullptr) before_ = before;
        ::setenv(name, value.c_str(), 1);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    ~Variable() { before_.empty() ? ::unsetenv(name_) : ::setenv(name_, before_.c_str(), 1); }

  private:
    const char* name_;
    std::string before_;
};

}  // namespace

TEST_CASE("summer time goes on after 2037, when the database lists no more changes") {
    const auto [zone, utc, local] = GENERATE(table<std::string, std::string, std::string>(
        {{"Europe/Berlin", "2040-07-01T12:00:00Z", "2040-07-01T14:00:00+02:00"},
         {"Europe/Berlin", "2040-12-01T12:00:00Z", "2040-12-01T13:00:00+01:00"},
         {"Europe/Berlin", "2038-03-28T00:59:59Z", "2038-03-28T01:59:59+01:00"},
         {"Europe/Berlin", "2038-03-28T01:00:00Z", "2038-03-28T03:00:00+02:00"},
         {"Europe/Berlin", "2099-10-25T00:59:59Z", "2099-10-25T02:59:59+02:00"},
         {"Europe/Berlin", "2099-10-25T01:00:00Z", "2099-10-25T02:00:00+01:00"},
         {"Europe/Dublin", "2040-07-01T12:00:00Z", "2040-07-01T13:00:00+01:00"},
         {"America/New_York", "2040-07-01T12:00:00Z", "2040-07-01T08:00:00-04:00"},
         {"America/New_York", "2100-07-01T12:00:00Z", "2100-07-01T08:00:00-04:00"},
         {"America/Santiago", "2040-01-15T12:00:00Z", "2040-01-15T09:00:00-03:00"},
         {"America/Santiago", "2040-07-15T12:00:00Z", "2040-07-15T08:00:00-04:00"},
         {"Australia/Lord_Howe", "2040-01-15T12:00:00Z", "2040-01-15T23:00:00+11:00"},
         {"Australia/Lord_Howe", "2040-07-15T12:00:00Z", "2040-07-15T22:30:00+10:30"},
         {"Asia/Tokyo", "2040-07-01T12:00:00Z", "2040-07-01T21:00:00+09:00"}}));
    CAPTURE(zone, utc);
    CHECK(core::show_rfc3339(moment(utc), zone) == local);
    CHECK(core::to_instant(core::to_local(moment(utc), zone), zone) <= moment(utc));
}

TEST_CASE("summer time that is the standard, with a winter time below it, is read right") {
    // Morocco sets its clocks back for Ramadan.
    CHECK(core::show_rfc3339(moment("2024-03-10T01:59:59Z"), "Africa/Casablanca") ==
          "2024-03-10T02:59:59+01:00");
    CHECK(core::show_rfc3339(moment("2024-03-10T02:00:00Z"), "Africa/Casablanca") ==
          "2024-03-10T02:00:00+00:00");
    CHECK(core::show_rfc3339(core::to_instant(shown("2024-03-10T02:30"), "Africa/Casablanca"),
                             "Africa/Casablanca") == "2024-03-10T02:30:00+01:00");
    CHECK(core::show_rfc3339(core::to_instant(shown("2024-04-14T02:30"), "Africa/Casablanca"),
                             "Africa/Casablanca") == "2024-04-14T03:30:00+01:00");
}

TEST_CASE("of a time that clocks show twice, the earlier moment is meant, and both are shown") {
    const auto [zone, time, earlier, later] =
        GENERATE(table<std::string, std::string, std::string, std::string>(
            {{"Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"},
             {"Europe/Berlin", "2040-10-28T02:30", "2040-10-28T00:30:00Z", "2040-10-28T01:30:00Z"},
             {"America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"},
             {"America/New_York", "2040-11-04T01:30", "2040-11-04T05:30:00Z", "2040-11-04T06:30:00Z"},
             {"Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"},
             {"Australia/Lord_Howe", "2040-04-01T01:45", "2040-03-31T14:45:00Z", "2040-03-31T15:15:00Z"},
             {"America/Santiago", "2026-04-04T23:30", "2026-04-05T02:30:00Z", "2026-04-05T03:30:00Z"},
             {"America/Santiago", "2040-04-07T23:30", "2040-04-08T02:30:00Z", "2040-04-08T03:30:00Z"}}));
    CAPTURE(zone, time);
    CHECK(core::show_rfc3339(core::to_instant(shown(time), zone), "UTC") ==
          core::show_rfc3339(moment(earlier), "UTC"));
    CHECK(core::to_local(moment(earlier), zone) == shown(time));
    CHECK(core::to_local(moment(later), zone) == shown(time));
    const std::string minute = time.substr(0, 10) + " " + time.substr(11);
    CHECK(core::show_minute(moment(earlier), zone) == minute);
    CHECK(core::show_minute(moment(later), zone) == minute);
    CHECK(core::show_rfc3339(moment(earlier), zone) != core::show_rfc3339(moment(later), zone));
    CHECK(core::show_rfc5322(moment(earlier), zone) != core::show_rfc5322(moment(later), zone));
}

TEST_CASE("a time that clocks skip counts by the offset before the gap") {
    const auto [zone, time, meant] = GENERATE(table<std::string, std::string, std::string>(
        {{"Europe/Berlin", "2026-03-29T02:30", "2026-03-29T03:30:00+02:00"},
         {"Europe/Berlin", "2026-03-29T02:00", "2026-03-29T03:00:00+02:00"},
         {"Europe/Berlin", "2040-03-25T02:30", "2040-03-25T03:30:00+02:00"},
         {"America/New_York", "2026-03-08T02:30", "2026-03-08T03:30:00-04:00"},
         {"America/New_York", "2040-03-11T02:30", "2040-03-11T03:30:00-04:00"},
         {"Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-04T02:40:00+11:00"},
         {"Australia/Lord_Howe", "2040-10-07T02:10", "2040-10-07T02:40:00+11:00"},
         {"America/Santiago", "2026-09-06T00:00", "2026-09-06T01:00:00-03:00"},
         {"America/Santiago", "2040-09-02T00:30", "2040-09-02T01:30:00-03:00"},
         // Samoa left out a whole day.
         {"Pacific/Apia", "2011-12-30T12:00", "2011-12-31T12:00:00+14:00"}}));
    CAPTURE(zone, time);
    CHECK(core::show_rfc3339(core::to_instant(shown(time), zone), zone) == meant);
}

TEST_CASE("every zone of the database's own list is one") {
    std::ifstream list(std::string(database) + "zone1970.tab");
    std::vector<std::string> unknown;
    int zones = 0;
    for (std::string line; std::getline(list, line);) {
        if (line.starts_with("#")) continue;
        const std::size_t begin = line.find('\t', line.find('\t') + 1) + 1;
        const std::string zone = line.substr(begin, line.find('\t', begin) - begin);
        if (!core::is_zone(zone)) unknown.push_back(zone);
        ++zones;
    }
    CHECK(zones > 300);
    CHECK(unknown == std::vector<std::string>{});
    for (const char* zone : {"UTC", "Etc/GMT+9", "GMT-0", "Japan", "America/Argentina/Buenos_Aires",
                             "America/Port-au-Prince", "EST5EDT"}) {
        CAPTURE(zone);
        CHECK(core::is_zone(zone));
    }
}

TEST_CASE("nothing else that a time-zone library would read is a zone") {
    const tests::TempFolder folder;
    tests::write(folder / "Tokyo", tests::read(std::string(database) + "Asia/Tokyo"));
    const std::string file = (folder / "Tokyo").string();
    const auto name = GENERATE_COPY(
        as<std::string>{}, file, "file:" + file, ".." + file, "../../.." + file, "Asia/../../../.." + file,
        ":" + file, std::string(database) + "Asia/Tokyo", "./Asia/Tokyo", "Asia/./Tokyo",
        "Asia/../Asia/Tokyo", "Asia//Tokyo", "Asia/Tokyo/", "/Asia/Tokyo", "asia/tokyo", " Asia/Tokyo",
        "Asia/Tokyo ", "Asia/Tokyo\n", std::string("Asia/Tokyo\0", 11), std::string("Asia/Tokyo\0x", 12),
        std::string(1, '\0'), "", "/", ".", "..", "Asia", "Asia/", "localtime", "posixrules", "Factory",
        "posix", "posix/Asia/Tokyo", "right/Asia/Tokyo", "leapseconds", "zone.tab", "tzdata.zi", "+VERSION",
        "JST-9", "JST", "UTC+9", "UTC0", "<+09>-9", "EST5EDT,M3.2.0,M11.1.0", "Fixed/UTC+09:00:00", "+09:00",
        "アジア/東京", "Asia\\Tokyo", "Asia/%54okyo", std::string(100'000, 'A'),
        "A/" + std::string(300, 'a'));
    CAPTURE(name.substr(0, 80));
    CHECK_FALSE(core::is_zone(name));
    CHECK_THROWS_AS(core::to_local(core::Instant{}, name), core::Error);
    CHECK_THROWS_AS(core::to_instant(core::LocalTime{}, name), core::Error);
    CHECK_THROWS_AS(core::show_minute(core::Instant{}, name), core::Error);
}

TEST_CASE("variables of the environment change no zone") {
    const tests::TempFolder folder;
    tests::write(folder / "Atlantic/Azores", tests::read(std::string(database) + "Asia/Tokyo"));
    tests::write(folder / "Europe/Bielefeld", tests::read(std::string(database) + "Europe/Berlin"));
    const Variable directory("TZDIR", folder.path().string());
    const Variable other_directory("ZONEINFO", folder.path().string());
    const auto machine = GENERATE(as<std::string>{}, "America/New_York", ":Asia/Kolkata", "JST-9", "nowhere");
    const Variable local("TZ", machine);
    CAPTURE(machine);
    CHECK(core::show_rfc3339(moment("2026-07-01T12:00:00Z"), "Atlantic/Azores") ==
          "2026-07-01T12:00:00+00:00");
    CHECK_FALSE(core::is_zone("Europe/Bielefeld"));
}
