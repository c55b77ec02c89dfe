// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "pipeline/core/time.h"
#include "tests/pipeline/model/sample_show.h"

using namespace cityfm;
using tests::Lines;

TEST_CASE("a date without an offset is in the show's time zone") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml + "timezone = \"America/New_York\"\n");
    tests::write(folder / "episodes/a/episode.toml", "title = \"a\"\ndate = 2026-07-01T12:00:00\n");
    tests::write(folder / "episodes/b/episode.toml", "title = \"b\"\ndate = 2026-07-01\n");
    const model::Show show = model::load_show(folder.path()).show;
    REQUIRE(show.episodes.size() == 2);
    CHECK(show.episodes[0].date == core::parse_rfc3339("2026-07-01T16:00:00Z"));
    CHECK(show.episodes[1].date == core::parse_rfc3339("2026-07-01T04:00:00Z"));
}

TEST_CASE("a date without an offset in an hour that clocks show twice, or skip, is read as documented") {
    const auto [zone, date, moment] = GENERATE(table<std::string, std::string, std::string>(
        {{"Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z"},
         {"Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z"},
         {"Europe/Berlin", "2040-10-28T02:30:00", "2040-10-28T00:30:00Z"},
         {"Europe/Berlin", "2040-03-25T02:30:00", "2040-03-25T01:30:00Z"},
         {"Europe/Berlin", "2040-07-01T20:00:00", "2040-07-01T18:00:00Z"},
         {"America/New_York", "2040-11-04T01:30:00", "2040-11-04T05:30:00Z"},
         {"Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45:00Z"},
         {"America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z"},
         {"America/Santiago", "2040-09-02", "2040-09-02T04:00:00Z"}}));
    CAPTURE(zone, date);
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml + "timezone = \"" + zone + "\"\n");
    tests::write(folder / "episodes/a/episode.toml", "title = \"a\"\ndate = " + date + "\n");
    const model::Show show = model::load_show(folder.path()).show;
    REQUIRE(show.episodes.size() == 1);
    CHECK(show.episodes[0].date == core::parse_rfc3339(moment));
}

TEST_CASE("an episode may have a leap day for its date") {
    const auto [date, moment] =
        GENERATE(table<std::string, std::string>({{"2028-02-29", "2028-02-28T15:00:00Z"},
                                                  {"2028-02-29T20:00:00", "2028-02-29T11:00:00Z"},
                                                  {"2028-02-29T23:59:59.5+09:00", "2028-02-29T14:59:59Z"},
                                                  {"2000-02-29T20:00:00Z", "2000-02-29T20:00:00Z"},
                                                  {"2028-02-29T23:30:00-01:00", "2028-03-01T00:30:00Z"}}));
    CAPTURE(date);
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml);
    tests::write(folder / "episodes/a/episode.toml", "title = \"a\"\ndate = " + date + "\n");
    const model::Show show = model::load_show(folder.path()).show;
    REQUIRE(show.episodes.size() == 1);
    CHECK(show.episodes[0].date == core::parse_rfc3339(moment));
}
