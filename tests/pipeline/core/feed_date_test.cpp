// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <string>

#include "pipeline/core/feed_date.h"

using namespace cityfm;
using namespace std::chrono_literals;

namespace {

/// Sunday, 22 November 2026, 20:00 in Japan.
constexpr long sunday = 1795345200;

/// Seconds since 1970 of a feed's date, or -1.
long seconds_of(std::string_view text) {
    const auto date = core::parse_rfc5322(text);
    return date ? static_cast<long>(date->instant.time_since_epoch().count()) : -1;
}

/// The day of a feed's date in UTC, or "none".
std::string day_of(std::string_view text) {
    const auto date = core::parse_rfc5322(text);
    return date ? core::show_minute(date->instant, "UTC").substr(0, 10) : "none";
}

}  // namespace

TEST_CASE("a feed's date is read in every form that hosts write") {
    const auto text = GENERATE(
        as<std::string>{}, "Sun, 22 Nov 2026 20:00:00 +0900", "22 Nov 2026 20:00:00 +0900",
        "Sun, 22 Nov 26 20:00:00 +0900", "Sun, 22 Nov 2026 20:00 +0900", "22 Nov 26 20:00 +0900",
        "Sun, 22 Nov 2026 20:00:00 +09:00", "Sunday, 22 November 2026 20:00:00 +0900",
        "sunday, 22 november 2026 20:00:00 +0900", "SUN, 22 NOV 2026 20:00:00 +0900",
        "Sun,22 Nov 2026 20:00:00 +0900", "Sun 22 Nov 2026 20:00:00 +0900", "Sun, 22 Nov 2026 06:00:00 -0500",
        "Sat, 21 Nov 2026 23:30:00 -1130", "Mon, 23 Nov 2026 01:00:00 +1400");
    CAPTURE(text);
    CHECK(seconds_of(text) == sunday);
}

TEST_CASE("the day may have one digit or two") {
    CHECK(day_of("Sun, 1 Nov 2026 20:00:00 +0900") == "2026-11-01");
    CHECK(day_of("Sun, 01 Nov 2026 20:00:00 +0900") == "2026-11-01");
    CHECK(day_of("1 Nov 2026 20:00 GMT") == "2026-11-01");
    CHECK(day_of("31 Dec 2026 20:00 GMT") == "2026-12-31");
}

TEST_CASE("years of two digits are those of RFC 5322, section 4.3") {
    CHECK(day_of("22 Nov 00 12:00 GMT") == "2000-11-22");
    CHECK(day_of("22 Nov 49 12:00 GMT") == "2049-11-22");
    CHECK(day_of("22 Nov 50 12:00 GMT") == "1950-11-22");
    CHECK(day_of("22 Nov 99 12:00 GMT") == "1999-11-22");
    CHECK(day_of("22 Nov 1999 12:00 GMT") == "1999-11-22");
}

TEST_CASE("months and weekdays are read short and whole") {
    const std::vector<std::string> months = {"January",   "February", "March",    "April",
                                             "May",       "June",     "July",     "August",
                                             "September", "October",  "November", "December"};
    for (std::size_t i = 0; i < months.size(); ++i) {
        const std::string expected = "2026-" + std::string(i < 9 ? "0" : "") + std::to_string(i + 1) + "-05";
        CHECK(day_of("5 " + months[i] + " 2026 12:00 GMT") == expected);
        CHECK(day_of("5 " + months[i].substr(0, 3) + " 2026 12:00 GMT") == expected);
    }
    // The 22nd was a Sunday.
    const std::vector<std::string> days = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                           "Thursday", "Friday", "Saturday"};
    for (std::size_t i = 0; i < days.size(); ++i) {
        for (const std::string& day : {days[i], days[i].substr(0, 3)}) {
            const auto date =
                core::parse_rfc5322(day + ", " + std::to_string(22 + i) + " Nov 2026 12:00 GMT");
            CAPTURE(day);
            REQUIRE(date);
            CHECK_FALSE(date->wrong_weekday);
            CHECK(date->right_weekday == days[i].substr(0, 3));
        }
    }
}

TEST_CASE("a word that only begins like a month or a weekday is none") {
    CHECK_FALSE(core::parse_rfc5322("22 Novelty 2026 20:00:00 GMT"));
    CHECK_FALSE(core::parse_rfc5322("22 Marzo 2026 20:00:00 GMT"));
    CHECK_FALSE(core::parse_rfc5322("Sundown, 22 Nov 2026 20:00:00 GMT"));
}

TEST_CASE("Greenwich has many names, and all of them are safe") {
    const auto zone = GENERATE(as<std::string>{}, "GMT", "UT", "UTC", "Z", "gmt", "z", "-0000", "+0000",
                               "+00:00", "-00:00");
    CAPTURE(zone);
    const auto date = core::parse_rfc5322("Sun, 22 Nov 2026 11:00:00 " + zone);
    REQUIRE(date);
    CHECK(date->instant.time_since_epoch().count() == sunday);
    CHECK(date->named_zone.empty());
    CHECK(date->offset.empty());
}

TEST_CASE("any other zone's name is read, and told with its number") {
    // RFC 5322, section 4.3, and those of Japan and Europe.
    const auto [zone, clock, offset] =
        GENERATE(table<std::string, std::string, std::string>({{"EST", "06:00", "-0500"},
                                                               {"EDT", "07:00", "-0400"},
                                                               {"CST", "05:00", "-0600"},
                                                               {"CDT", "06:00", "-0500"},
                                                               {"MST", "04:00", "-0700"},
                                                               {"MDT", "05:00", "-0600"},
                                                               {"PST", "03:00", "-0800"},
                                                               {"PDT", "04:00", "-0700"},
                                                               {"JST", "20:00", "+0900"},
                                                               {"jst", "20:00", "+0900"},
                                                               {"CET", "12:00", "+0100"},
                                                               {"CEST", "13:00", "+0200"},
                                                               {"BST", "12:00", "+0100"}}));
    CAPTURE(zone);
    const auto date = core::parse_rfc5322("Sun, 22 Nov 2026 " + clock + ":00 " + zone);
    REQUIRE(date);
    CHECK(date->instant.time_since_epoch().count() == sunday);
    CHECK(date->named_zone == zone);
    CHECK(date->offset == offset);
}

TEST_CASE("a zone in numbers is not told") {
    const auto date = core::parse_rfc5322("Sun, 22 Nov 2026 20:00:00 +0900 (JST)");
    REQUIRE(date);
    CHECK(date->named_zone.empty());
}

TEST_CASE("comments and blanks say nothing") {
    const auto text = GENERATE(
        as<std::string>{}, "  Sun,  22   Nov 2026\t20:00:00  +0900  ",
        "Sun,\r\n 22 Nov 2026\r\n 20:00:00 +0900", "Sun, 22 Nov 2026 20:00:00 +0900 (JST)",
        "(日曜) Sun, 22 (a (b) c) Nov 2026 20:00:00 +0900", "Sun, 22(a)Nov(b)2026 20:00:00 +0900(c)");
    CAPTURE(text);
    CHECK(seconds_of(text) == sunday);
}

TEST_CASE("a weekday that is not the date's is told with the right one") {
    const auto date = core::parse_rfc5322("Mon, 22 Nov 2026 20:00:00 +0900");
    REQUIRE(date);
    CHECK(date->instant.time_since_epoch().count() == sunday);
    CHECK(date->wrong_weekday);
    CHECK(date->right_weekday == "Sun");
    const auto without = core::parse_rfc5322("22 Nov 2026 20:00:00 +0900");
    REQUIRE(without);
    CHECK_FALSE(without->wrong_weekday);
}

TEST_CASE("the weekday is that of the date's own zone") {
    // In Greenwich it is Saturday still.
    const auto date = core::parse_rfc5322("Sun, 22 Nov 2026 00:30:00 +0900");
    REQUIRE(date);
    CHECK_FALSE(date->wrong_weekday);
    CHECK(core::show_minute(date->instant, "UTC") == "2026-11-21 15:30");
}

TEST_CASE("leap days are in leap years only") {
    CHECK(day_of("29 Feb 2024 12:00 GMT") == "2024-02-29");
    CHECK(day_of("29 Feb 2000 12:00 GMT") == "2000-02-29");
    CHECK(day_of("29 Feb 2023 12:00 GMT") == "none");
    CHECK(day_of("29 Feb 1900 12:00 GMT") == "none");
    CHECK(day_of("29 Feb 2100 12:00 GMT") == "none");
    CHECK(day_of("Tue, 29 Feb 28 12:00 GMT") == "2028-02-29");
    CHECK(day_of("29 Feb 27 12:00 GMT") == "none");
    CHECK(day_of("Tue, 29 Feb 2028 00:30:00 +0900") == "2028-02-28");
    CHECK(day_of("Tue, 29 Feb 2028 23:30:00 -0500") == "2028-03-01");
}

TEST_CASE("a feed's leap second is the second after it") {
    CHECK(seconds_of("Mon, 31 Dec 1990 23:59:60 GMT") == 662688000);  // 1991-01-01T00:00:00Z
}

TEST_CASE("what is no date is not read") {
    const auto text = GENERATE(
        as<std::string>{}, "", " ", ",", "(22 Nov 2026 20:00:00 GMT)", "ラーメン", "soon", "Sun,",
        "30 Feb 2026 20:00:00 GMT", "31 Nov 2026 20:00:00 GMT", "0 Nov 2026 20:00:00 GMT",
        "32 Nov 2026 20:00:00 GMT", "222 Nov 2026 20:00:00 GMT", "22 Nov 2026 25:00:00 GMT",
        "22 Nov 2026 24:00:00 GMT", "22 Nov 2026 20:60:00 GMT", "22 Nov 2026 20:00:61 GMT",
        "22 Nov 2026 20 GMT", "22 Nov 2026 20:00:00:00 GMT", "22 Nov 2026 20:00:00.5 GMT",
        "22 Nov 2026 :00:00 GMT", "22 Nov 2026 20:: GMT", "Sun, 22 Nov 2026 20:00:00", "22 Nov 2026 GMT",
        "22 Nov 126 20:00:00 GMT", "22 Nov 6 20:00:00 GMT", "22 Nov 02026 20:00:00 GMT",
        "22 13 2026 20:00:00 GMT", "22 Foo 2026 20:00:00 GMT", "22 No 2026 20:00:00 GMT",
        "Foo, 22 Nov 2026 20:00:00 GMT", "2026-11-22T20:00:00+09:00", "2026-11-22 20:00:00 GMT",
        "Nov 22 2026 20:00:00 GMT", "Sun Nov 22 20:00:00 2026", "22 Nov 2026 20:00:00 GMT GMT",
        "22 Nov 2026 20:00:00 XYZ", "22 Nov 2026 20:00:00 GMT+9", "22 Nov 2026 20:00:00 +9",
        "22 Nov 2026 20:00:00 +09", "22 Nov 2026 20:00:00 +090", "22 Nov 2026 20:00:00 +09000",
        "22 Nov 2026 20:00:00 +0960", "22 Nov 2026 20:00:00 +2400", "22 Nov 2026 20:00:00 +",
        "22 Nov 2026 20:00:00 -", "22 Nov 2026 20:00:00 0900", "22 Nov 2026 20:00:00 Asia/Tokyo");
    CAPTURE(text);
    CHECK_FALSE(core::parse_rfc5322(text));
}

TEST_CASE("no number of a date has a sign") {
    const auto text =
        GENERATE(as<std::string>{}, "-1 Nov 2026 20:00:00 GMT", "+1 Nov 2026 20:00:00 GMT",
                 "22 Nov -202 20:00:00 GMT", "22 Nov -0 20:00:00 GMT", "22 Nov 2026 -1:00:00 GMT",
                 "22 Nov 2026 -0:00:00 GMT", "22 Nov 2026 20:-0:00 GMT", "22 Nov 2026 20:00:-0 GMT",
                 "22 Nov 2026 20:00:00 +-900", "22 Nov 2026 20:00:00 +-000", "22 Nov 2026 20:00:00 +09-0");
    CAPTURE(text);
    CHECK_FALSE(core::parse_rfc5322(text));
}

TEST_CASE("a million characters are no date") {
    constexpr std::size_t many = 1'000'000;
    for (const char c : {'a', ' ', '(', ')', ',', '1', ':', '+', '\0', '\xFF'}) {
        CAPTURE(c);
        CHECK_FALSE(core::parse_rfc5322(std::string(many, c)));
    }
    std::string words;
    while (words.size() < many) words += "Sun, 22 Nov 2026 ";
    CHECK_FALSE(core::parse_rfc5322(words));
    // Comments may be long.
    CHECK(seconds_of("22 Nov 2026 11:00:00 GMT (" + std::string(many, 'a') + ")") == sunday);
}

TEST_CASE("every date that is written is read as the same moment") {
    const auto zone = GENERATE(as<std::string>{}, "UTC", "Asia/Tokyo", "America/New_York", "America/St_Johns",
                               "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Marquesas", "Europe/Berlin");
    CAPTURE(zone);
    // From 1973 to 2099 in steps that meet every weekday, month and hour.
    for (core::Instant at{27000h}; at < core::Instant{1139600h}; at += 1009h + 601s) {
        const std::string shown = core::show_rfc5322(at, zone);
        const auto date = core::parse_rfc5322(shown);
        CAPTURE(shown);
        REQUIRE(date);
        REQUIRE(date->instant == at);
        REQUIRE_FALSE(date->wrong_weekday);
        REQUIRE(date->named_zone.empty());
        REQUIRE(date->right_weekday == shown.substr(0, 3));
    }
}
