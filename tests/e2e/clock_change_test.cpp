// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using nlohmann::json;

namespace {

/// The small show by the clocks of another zone.
class ShowAbroad {
  public:
    explicit ShowAbroad(const std::string& zone) {
        tests::make_small_show(folder_.path());
        tests::replace_in(folder_ / "show.toml", "[announce]\n",
                          "timezone = \"" + zone + "\"\n\n[announce]\n");
    }

    void be_quiet(const std::string& hours) const {
        tests::replace_in(folder_ / "show.toml", "[announce]\n", "[announce]\nquiet = \"" + hours + "\"\n");
    }

    void wait(const std::string& delay) const {
        tests::replace_in(folder_ / "show.toml", "to = \"sent.jsonl\"\n",
                          "to = \"sent.jsonl\"\ndelay = \"" + delay + "\"\n");
    }

    void date(const std::string& episode, const std::string& date) const {
        tests::write(folder_ / ("episodes/" + episode + "/episode.toml"), tests::episode_toml("題", date));
    }

    tests::Ran run(const std::string& now, std::vector<std::string> arguments,
                   const tests::Launch& launch = {}) const {
        arguments.insert(arguments.begin(), {"-C", folder_.path(), "--lang", "en", "--now", now});
        return tests::cityfm(arguments, launch);
    }

    /// When the announcement of an episode in the lobby is planned, or nothing.
    std::string planned(const std::string& now, const std::string& episode) const {
        const tests::Ran ran = run(now, {"--json", "announce", "--status"});
        INFO(ran.err << ran.out);
        REQUIRE(ran.code == 0);
        const json document = json::parse(ran.out);
        for (const json& row : document.at("announcements"))
            if (row.at("id") == "lobby/" + episode) return row.at("time");
        return {};
    }

    std::string made(const std::string& date) const {
        const tests::Ran ran = run(tests::small_show_now, {"new", "episode", "x", "--date", date});
        INFO(ran.err);
        REQUIRE(ran.code == 0);
        const std::string toml =
            tests::read(folder_ / ("episodes/" + date.substr(0, 10) + "-x") / "episode.toml");
        const std::size_t at = toml.find("date     = ");
        REQUIRE(at != std::string::npos);
        return toml.substr(at + 11, 25);
    }

  private:
    tests::TempFolder folder_;
};

}  // namespace

TEST_CASE("new episode writes a date in a doubled or skipped hour with the offset that it means") {
    const auto [zone, typed, written] = GENERATE(table<std::string, std::string, std::string>(
        {{"Europe/Berlin", "2026-10-25 02:30", "2026-10-25T02:30:00+02:00"},
         {"Europe/Berlin", "2026-03-29 02:30", "2026-03-29T03:30:00+02:00"},
         {"Europe/Berlin", "2040-07-01 20:00", "2040-07-01T20:00:00+02:00"},
         {"America/New_York", "2040-11-04 01:30", "2040-11-04T01:30:00-04:00"},
         {"America/New_York", "2040-03-11 02:30", "2040-03-11T03:30:00-04:00"},
         {"Australia/Lord_Howe", "2026-10-04 02:10", "2026-10-04T02:40:00+11:00"},
         {"Asia/Tokyo", "2028-02-29", "2028-02-29T20:00:00+09:00"}}));
    CAPTURE(zone, typed);
    CHECK(ShowAbroad(zone).made(typed) == written);
}

TEST_CASE("new episode refuses a leap day of another year") {
    const ShowAbroad show("Asia/Tokyo");
    for (const char* wrong : {"2026-02-29", "2100-02-29", "2027-02-29 20:00"}) {
        CAPTURE(wrong);
        CHECK(show.run(tests::small_show_now, {"new", "episode", "x", "--date", wrong}).code == 2);
    }
}

TEST_CASE("next-due tells the first of two equal times, whatever the machine's zone") {
    const ShowAbroad show("America/New_York");
    show.date("one", "2040-11-04T01:30:00");        // the clock shows this twice
    show.date("two", "2040-11-04T01:30:00-05:00");  // the second time
    tests::Launch launch;
    launch.environment = GENERATE(std::vector<std::string>{}, std::vector<std::string>{"TZ=Asia/Kolkata"},
                                  std::vector<std::string>{"TZ=JST-9", "TZDIR=/nowhere"});
    const auto next = [&](const std::string& now) { return show.run(now, {"next-due"}, launch).out; };
    CHECK(next("2040-11-04T05:29:59Z") == "2040-11-04T01:30:00-04:00  one\n");
    CHECK(next("2040-11-04T05:30:00Z") == "2040-11-04T01:30:00-05:00  two\n");
    CHECK(next("2040-11-04T06:29:59Z") == "2040-11-04T01:30:00-05:00  two\n");
}

TEST_CASE("announcements wait for the end of quiet hours by a clock that changes") {
    const ShowAbroad show("Europe/Berlin");
    show.be_quiet("22:00-02:30");
    show.date("one", "2040-03-25T01:30:00");
    show.date("two", "2040-10-28T02:10:00+01:00");
    CHECK(show.planned("2040-03-24T12:00:00Z", "one") == "2040-03-25T03:00:00+02:00");
    CHECK(show.planned("2040-03-24T12:00:00Z", "two") == "2040-10-28T02:30:00+01:00");
}

TEST_CASE("catch_up and delay go over a leap day by the hour") {
    const ShowAbroad show("Asia/Tokyo");
    show.date("one", "2028-02-28T20:00:00");
    CHECK(show.planned("2028-02-29T20:00:00+09:00", "one") == "2028-02-28T20:00:00+09:00");
    CHECK(show.planned("2028-02-29T20:00:01+09:00", "one").empty());
    show.date("one", "2027-02-28T20:00:00");
    CHECK(show.planned("2027-03-01T20:00:00+09:00", "one") == "2027-02-28T20:00:00+09:00");
    CHECK(show.planned("2027-03-01T20:00:01+09:00", "one").empty());
    show.wait("2d");
    CHECK(show.planned("2027-03-01T20:00:01+09:00", "one") == "2027-03-02T20:00:00+09:00");
    show.date("one", "2028-02-28T20:00:00");
    CHECK(show.planned("2028-02-29T20:00:00+09:00", "one") == "2028-03-01T20:00:00+09:00");
}

TEST_CASE("check refuses quiet hours of a whole day, and announce does not begin") {
    const auto quiet = GENERATE(as<std::string>{}, "00:00-24:00", "08:00-08:00");
    const ShowAbroad show("Asia/Tokyo");
    show.be_quiet(quiet);
    const tests::Ran checked = show.run(tests::small_show_now, {"check"});
    CHECK(checked.code == 3);
    CHECK((checked.out + checked.err).find("quiet = \"" + quiet + "\" ends when it begins") !=
          std::string::npos);
    CHECK(show.run(tests::small_show_now, {"announce"}).code == 3);
}
