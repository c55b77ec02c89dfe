// SPDX-License-Identifier: MIT
#include "pipeline/model/feed_values.h"

#include <catch2/catch.hpp>
#include <string>

using namespace cityfm;

TEST_CASE("languages are tags of BCP 47") {
    const auto text = GENERATE(as<std::string>{}, "ja", "en", "ja-JP", "pt-BR", "zh-Hant-TW", "en-us", "EN",
                               "fil", "es-419", "sl-rozaj-biske");
    CAPTURE(text);
    CHECK(model::is_language(text));
}

TEST_CASE("what is no language is none, least of all the country of Japan") {
    const auto text =
        GENERATE(as<std::string>{}, "", "j", "jp", "JP", "Jp", "jp-JP", "japanese", "日本語", "ja_JP", "ja-",
                 "-ja", "ja--JP", "ja JP", " ja", "ja ", "ja\n", "ja-a!", "ja-123456789", "12", "<ja>");
    CAPTURE(text);
    CHECK_FALSE(model::is_language(text));
}

TEST_CASE("places are latitude and longitude in degrees") {
    const auto text = GENERATE(as<std::string>{}, "geo:36.25,138.48", "geo:36,138", "geo:0,0",
                               "geo:-33.86,151.21", "geo:40.7128,-74.0060", "geo:-0.5,-0.5", "geo:05,09",
                               "geo:90,0", "geo:-90,0", "geo:90.000,180.000", "geo:89.999999,179.999999",
                               "geo:0,180", "geo:0,-180", "geo:0,99.9", "geo:0,100", "geo:0,170");
    CAPTURE(text);
    CHECK(model::is_geo(text));
}

TEST_CASE("places may have an altitude and parameters") {
    // The last ones are RFC 5870's own examples.
    const auto text =
        GENERATE(as<std::string>{}, "geo:36.25,138.48,700", "geo:36.25,138.48,-3.5", "geo:36.25,138.48;u=10",
                 "geo:36.25,138.48,700;crs=wgs84;u=10", "geo:48.2010,16.3695,183",
                 "geo:48.198634,16.371648;crs=wgs84;u=40", "geo:90,-22.43;crs=WGS84", "geo:22.300,-118.44",
                 "geo:66,30;u=6.500;FOo=this%2dthat", "geo:70,20;foo=1.00;bar=white", "geo:47,11;foo;bar");
    CAPTURE(text);
    CHECK(model::is_geo(text));
}

TEST_CASE("what is no place on Earth is none") {
    const auto text = GENERATE(
        as<std::string>{}, "", "geo:", "geo:36.25", "36.25,138.48", "geo:36.25;138.48", "geo:36.25 138.48",
        "geo:36.25, 138.48", " geo:36.25,138.48", "geo:36.25,138.48 ", "geo:36.25,138.48\n", "geo:90.1,0",
        "geo:90.000001,0", "geo:-90.1,0", "geo:91,0", "geo:138.48,36.25", "geo:0,180.1", "geo:0,-180.5",
        "geo:0,181", "geo:0,190", "geo:0,1000", "geo:+36,138", "geo:36.,138", "geo:.5,138", "geo:36,138,",
        "geo:36,138,a", "geo:36,138,1,2", "geo:36,138;", "geo:36,138;;u=1", "geo:36,138;u=1;", "geo:N36,E138",
        "geo:36°15′,138°", "geo:1e1,1e1", "geo:佐久", "https://example.jp/?q=36,138");
    CAPTURE(text);
    CHECK_FALSE(model::is_geo(text));
}

TEST_CASE("objects of OpenStreetMap have a kind, a number and maybe a version") {
    for (const char* const good : {"R4796319", "N1", "W123", "R148838#12"}) CHECK(model::is_osm(good));
    const auto bad = GENERATE(as<std::string>{}, "", "R", "4796319", "r4796319", "X1", "R-1", "R1.5", "R1#",
                              "#1", "R1#a", "R1#1#1", "R 1", " R1", "R1 ", "R1\n", "R１",
                              "https://www.openstreetmap.org/relation/4796319");
    CAPTURE(bad);
    CHECK_FALSE(model::is_osm(bad));
}

TEST_CASE("countries are two capital letters") {
    CHECK(model::is_country("JP"));
    CHECK(model::is_country("DE"));
    for (const char* const bad : {"", "J", "jp", "Jp", "JPN", "J1", "JP ", "日本", "JP\n", "ＪＰ"}) {
        CAPTURE(bad);
        CHECK_FALSE(model::is_country(bad));
    }
}

TEST_CASE("rules of recurrence have a frequency, wherever it stands") {
    const auto text = GENERATE(
        as<std::string>{}, "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "INTERVAL=2;FREQ=WEEKLY",
        "FREQ=MONTHLY;BYDAY=-1SU,+2MO", "FREQ=DAILY;COUNT=10", "FREQ=DAILY;UNTIL=19971224T000000Z",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYDAY=SU;BYHOUR=8,9;BYMINUTE=30", "WKST=MO;COUNT=3;FREQ=HOURLY",
        "FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO");
    CAPTURE(text);
    CHECK(model::is_rrule(text));
}

TEST_CASE("what is no rule of recurrence is none") {
    const auto text = GENERATE(as<std::string>{}, "", "WEEKLY", "FREQ", "FREQ=", "FREQ=FORTNIGHTLY",
                               "FREQ=WEEKLY;", ";FREQ=WEEKLY", "FREQ=WEEKLY;;COUNT=1", "INTERVAL=2",
                               "FREQ=WEEKLY INTERVAL=2", "FREQ=WEEKLY,INTERVAL=2", "FREQ=WEEKLY;INTERVAL",
                               "FREQ=WEEKLY;INTERVAL=", "RRULE:FREQ=WEEKLY", "FREQ=WEEKLY;FOO=1",
                               " FREQ=WEEKLY", "FREQ=WEEKLY ", "FREQ=WEEKLY\n", "毎週", "every week");
    CAPTURE(text);
    CHECK_FALSE(model::is_rrule(text));
}

TEST_CASE("a rule names its frequency once") {
    CHECK_FALSE(model::is_rrule("FREQ=WEEKLY;FREQ=DAILY"));
    CHECK_FALSE(model::is_rrule("FREQ=FORTNIGHTLY;FREQ=DAILY"));
}

TEST_CASE("mail addresses have one @ and a dot behind it") {
    const auto text = GENERATE(as<std::string>{}, "radio@example.jp", "a@b.c",
                               "first.last+fm@mail.example.jp", "o'neil@example.ie", "ラジオ@例え.jp");
    CAPTURE(text);
    CHECK(model::is_mail_address(text));
}

TEST_CASE("what is no mail address is none") {
    const auto text =
        GENERATE(as<std::string>{}, "", "@", "radio", "radio@", "@example.jp", "radio@example", "radio@.jp",
                 "radio@example.", "radio@@example.jp", "a@b@example.jp", "radio@example.jp ",
                 " radio@example.jp", "ra dio@example.jp", "radio@exam ple.jp", "radio@example.jp\n",
                 "<radio@example.jp>", "Radio <radio@example.jp>", "radio@example.jp (Radio)",
                 "\"radio\"@example.jp", "a@example.jp,b@example.jp");
    CAPTURE(text);
    CHECK_FALSE(model::is_mail_address(text));
}

TEST_CASE("values that are too long are none, and hold nothing up") {
    constexpr std::size_t many = 1'000'000;
    const std::string digits(many, '1');
    CHECK_FALSE(model::is_language("ja-" + std::string(many, 'a')));
    CHECK_FALSE(model::is_geo("geo:36." + digits + ",138"));
    CHECK_FALSE(model::is_osm("R" + digits));
    CHECK_FALSE(model::is_country(std::string(many, 'J')));
    CHECK_FALSE(model::is_mail_address(std::string(many, 'a') + "@example.jp"));
    std::string rule = "FREQ=DAILY";
    while (rule.size() < many) rule += ";BYDAY=MO";
    CHECK_FALSE(model::is_rrule(rule));
    // As long as they may be, and wrong at the very end.
    for (std::size_t size = 450; size < 520; ++size) {
        CHECK_FALSE(model::is_geo("geo:36,138" + std::string(size, ';')));
        CHECK_FALSE(model::is_mail_address("a@" + std::string(size, '.')));
        std::string parts;
        while (parts.size() < size) parts += "BYDAY=MO;";
        CHECK_FALSE(model::is_rrule(parts));
    }
}
