// SPDX-License-Identifier: MIT
#include <tinyxml2.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "pipeline/audio/measure.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using nlohmann::json;

namespace {

tests::Ran run(const std::filesystem::path& show, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"-C", show, "run", "--first-time", "--now", tests::small_show_now};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return tests::cityfm(arguments);
}

/// The enclosures of a feed: path below `public/`, length, type.
struct Enclosure {
    std::string path;
    std::uintmax_t bytes;
    std::string type;
};

std::vector<Enclosure> enclosures(const std::filesystem::path& feed) {
    tinyxml2::XMLDocument document;
    REQUIRE(document.LoadFile(feed.c_str()) == tinyxml2::XML_SUCCESS);
    std::vector<Enclosure> found;
    const auto* channel = document.RootElement()->FirstChildElement("channel");
    for (const auto* item = channel->FirstChildElement("item"); item != nullptr;
         item = item->NextSiblingElement("item")) {
        const auto* enclosure = item->FirstChildElement("enclosure");
        REQUIRE(enclosure != nullptr);
        const std::string url = enclosure->Attribute("url");
        const std::string address = "https://radio.example.jp/";
        REQUIRE(url.starts_with(address));
        found.push_back({url.substr(address.size()), enclosure->Unsigned64Attribute("length"),
                         enclosure->Attribute("type")});
    }
    return found;
}

}  // namespace

TEST_CASE("one command makes recordings into a published feed and announcements") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const tests::Ran ran = run(show.path());
    INFO(ran.err);
    REQUIRE(ran.code == 0);

    const auto found = enclosures(show / "public/feed.xml");
    REQUIRE(found.size() == 2);
    for (const Enclosure& enclosure : found) {
        CHECK(std::filesystem::file_size(show / ("public/" + enclosure.path)) == enclosure.bytes);
        CHECK(enclosure.type == "audio/mpeg");
    }
    CHECK(tests::digests_below(show / "web") == tests::digests_below(show / "public"));
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 2);

    const tests::Ran lint = tests::run_program({"xmllint", "--noout", "--nonet", show / "public/feed.xml"});
    CHECK(lint.code == 0);
    CHECK(lint.err.empty());
}

TEST_CASE("every delivered file is at its target and under its ceiling when it is decoded again") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(run(show.path()).code == 0);
    for (const char* episode : {"one", "two"}) {
        const json release =
            json::parse(tests::read(show / (std::string("episodes/") + episode + "/release.json")));
        CHECK(release.at("renditions").size() == 2);
        for (const json& rendition : release.at("renditions")) {
            INFO(rendition.dump(1));
            const std::filesystem::path file = show / ("public/" + rendition.at("path").get<std::string>());
            const audio::Measured measured = audio::measure_file(file, {});
            CHECK(*measured.loudness.integrated_lufs == Approx(-16).margin(0.5));
            CHECK(*measured.loudness.true_peak_dbtp <= -1);
            CHECK(rendition.at("integrated_lufs").get<double>() ==
                  Approx(*measured.loudness.integrated_lufs).margin(1e-4));
            CHECK(rendition.at("true_peak_dbtp").get<double>() ==
                  Approx(*measured.loudness.true_peak_dbtp).margin(1e-4));
            CHECK(rendition.at("frames").get<std::int64_t>() == measured.frames);
        }
    }
}

TEST_CASE("a second run writes nothing and sends nothing") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(run(show.path()).code == 0);
    const auto before = tests::digests_without_cache(show.path());
    const auto written = std::filesystem::last_write_time(show / "public/feed.xml");
    const tests::Ran again = run(show.path(), {"--json"});
    CHECK(again.code == 0);
    CHECK(tests::digests_without_cache(show.path()) == before);
    CHECK(std::filesystem::last_write_time(show / "public/feed.xml") == written);
    const json report = json::parse(again.out);
    for (const json& episode : report.at("episodes")) CHECK_FALSE(episode.at("made").get<bool>());
    CHECK(report.at("targets").at(0).at("puts").empty());
    for (const json& announcement : report.at("announcements")) CHECK(announcement.at("action") == "nothing");
}

TEST_CASE("two folders, one thread or two, give the same bytes") {
    const tests::TempFolder a;
    const tests::TempFolder b;
    tests::make_small_show(a.path());
    tests::make_small_show(b / "somewhere else");
    REQUIRE(run(a.path(), {"--jobs", "1"}).code == 0);
    REQUIRE(run(b / "somewhere else", {"--jobs", "2"}).code == 0);
    CHECK(tests::digests_below(a / "public") == tests::digests_below(b / "somewhere else/public"));
    CHECK(tests::read(a / "episodes/one/release.json") ==
          tests::read(b / "somewhere else/episodes/one/release.json"));
    CHECK(tests::read(a / "sent.jsonl") == tests::read(b / "somewhere else/sent.jsonl"));
}

TEST_CASE("a future episode is built and stays out of feed, public and channels until its time") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const tests::Ran early = tests::cityfm(
        {"-C", show.path(), "run", "--first-time", "--now", "2026-11-22T12:00:00+09:00", "--lang", "en"});
    CHECK(early.code == 0);
    CHECK(early.err.find("two is due at 2026-11-22 20:00") != std::string::npos);
    CHECK(std::filesystem::exists(show / "episodes/two/release.json"));
    CHECK(enclosures(show / "public/feed.xml").size() == 1);
    for (const auto& [path, digest] : tests::digests_below(show / "public"))
        CHECK(path.find("two") == std::string::npos);
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 1);
    const auto release = tests::read(show / "episodes/two/release.json");

    REQUIRE(run(show.path()).code == 0);
    CHECK(enclosures(show / "web/feed.xml").size() == 2);
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 2);
    CHECK(tests::read(show / "episodes/two/release.json") == release);
}

TEST_CASE("an episode older than the catch-up limit is published and not announced") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const tests::Ran late = tests::cityfm({"-C", show.path(), "run", "--first-time", "--json"},
                                          tests::at("2026-11-23T12:00:00+09:00"));
    CHECK(late.code == 0);
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 1);
    const json report = json::parse(late.out);
    CHECK(report.at("announcements").at(0).at("status") == "missed");
    CHECK(enclosures(show / "web/feed.xml").size() == 2);
}

TEST_CASE("one broken recording stops neither the other episode nor the feed, and is told") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const std::string whole = tests::read(show / "episodes/two/voice.wav");
    tests::write(show / "episodes/two/voice.wav", whole.substr(0, whole.size() / 3));
    const tests::Ran ran = run(show.path(), {"--lang", "en"});
    CHECK(ran.code == 3);
    CHECK(ran.err.find("episodes/two/voice.wav ends after") != std::string::npos);
    CHECK(enclosures(show / "web/feed.xml").size() == 1);
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 1);
}

TEST_CASE("two runs at once: one works, the other says so and ends with 6") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    std::filesystem::create_directories(show / ".cityfm");
    const tests::Ran ran =
        tests::run_program({"flock", "--exclusive", show / ".cityfm/lock", CITYFM_COMMAND, "-C", show.path(),
                            "run", "--first-time", "--lang", "en", "--now", tests::small_show_now});
    CHECK(ran.code == 6);
    CHECK(ran.err.find("another run is at work") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(show / "public"));
}

TEST_CASE("SIGINT and SIGTERM end a run with 130 and 143, and the next one goes on") {
    for (const int signal : {2, 15}) {
        const tests::TempFolder show;
        tests::make_small_show(show.path());
        tests::Launch launch;
        launch.signal_when = show / ".cityfm/store/scratch";
        launch.signal = signal;
        const tests::Ran ran = tests::cityfm(
            {"-C", show.path(), "run", "--first-time", "--lang", "en", "--now", tests::small_show_now},
            launch);
        CHECK(ran.code == 128 + signal);
        CHECK(ran.err.find("stopped") != std::string::npos);
        CHECK(run(show.path()).code == 0);
        CHECK(tests::lines_of(show / "sent.jsonl").size() == 2);
    }
}

TEST_CASE("an episode that reached no target is not announced until it does") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::write(show / "web", "a file where the target's folder should be");
    const tests::Ran blocked = run(show.path());
    CHECK(blocked.code == 1);
    CHECK_FALSE(std::filesystem::exists(show / "sent.jsonl"));
    std::filesystem::remove(show / "web");
    CHECK(run(show.path()).code == 0);
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 2);
}
