// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;
using nlohmann::json;

TEST_CASE("every command that writes waits for no other: it says that one is at work and ends with 6") {
    const tests::GoodShow good;
    const tests::TempFolder show;
    good.copy_to(show.path());
    tests::replace_in(show / "episodes/two/episode.toml", "ふたつめ", "直したタイトル");
    const std::vector<std::vector<std::string>> commands = {
        {"build"}, {"run"}, {"publish"}, {"announce"}, {"withdraw", "one"}};
    for (const auto& command : commands) {
        for (const std::string language : {"en", "ja"}) {
            std::vector<std::string> words = {
                "flock",  "--exclusive", show / ".cityfm/lock", CITYFM_COMMAND, "-C", show.path(), "--lang",
                language, "--now",       tests::small_show_now};
            words.insert(words.end(), command.begin(), command.end());
            const tests::Ran ran = tests::run_program(words);
            INFO(command[0] << ", " << language << ": " << ran.err);
            CHECK(ran.code == 6);
            CHECK(ran.err ==
                  (language == "en"
                       ? "cityfm: another run is at work on this show. Wait until it has ended\n"
                       : "cityfm: この番組では別の cityfm が動いています。終わるまで待ってください\n"));
            CHECK(tests::what_is_out(show.path()) == tests::what_is_out(good.folder()));
        }
    }
}

TEST_CASE("a build that is stopped half-way leaves what is out as it is, and the next goes on from there") {
    const tests::GoodShow good;
    for (const auto& [signal, language] :
         {std::pair(2, "en"), std::pair(2, "ja"), std::pair(15, "en"), std::pair(15, "ja")}) {
        const tests::TempFolder show;
        good.copy_to(show.path());
        const std::string release = tests::read(show / "episodes/two/release.json");
        tests::write_wav(show / "episodes/two/voice.wav", tests::speech_like(20, -9, 6));
        // The folder for files in work is there as soon as something is encoded.
        std::filesystem::remove_all(show / ".cityfm/store/work");
        tests::Launch launch;
        launch.signal_when = show / ".cityfm/store/work";
        launch.signal = signal;
        const tests::Ran ran = tests::cityfm(
            {"-C", show.path(), "build", "--lang", language, "--now", tests::small_show_now}, launch);
        INFO(signal << ", " << language << ": " << ran.err);
        CHECK(ran.code == 128 + signal);
        CHECK(tests::holds(
            ran.err, language == std::string("en")
                         ? "cityfm: stopped. Run the same command again to go on\n"
                         : "cityfm: 中断しました。同じコマンドをもう一度実行すると続きから始まります\n"));
        CHECK(tests::what_is_out(show.path()) == tests::what_is_out(good.folder()));
        CHECK(tests::read(show / "episodes/two/release.json") == release);

        const tests::Ran planned = tests::cityfm_on(show.path(), language, {"build", "--plan", "--json"});
        const json plan = json::parse(planned.out);
        for (const json& step : plan.at("steps")) {
            if (step.at("step") == "assemble" || step.at("step") == "master") CHECK_FALSE(step.at("runs"));
        }
        CHECK(tests::cityfm_on(show.path(), language, {"run"}).code == 0);
        CHECK(tests::read(show / "episodes/two/release.json") != release);
        CHECK(tests::digests_below(show / "web").size() > tests::digests_below(good.folder() / "web").size());
        // The post leads to the new sound; there is no second one.
        const std::vector<std::string> posts = tests::lines_of(show / "sent.jsonl");
        CHECK(posts.size() == tests::lines_of(good.folder() / "sent.jsonl").size());
        const json made = json::parse(tests::read(show / "episodes/two/release.json"));
        CHECK(posts.back().find(made.at("renditions")[0].at("path").get<std::string>()) != std::string::npos);
    }
}

TEST_CASE("a wrong command line ends with 2, names the wrong word and does nothing") {
    const tests::GoodShow good;
    struct Row {
        std::string name;
        std::vector<std::string> arguments;
        std::string word;
    };
    const std::vector<Row> rows = {
        {"an unknown command", {"chek"}, "chek"},
        {"an unknown option", {"check", "--foo"}, "--foo"},
        {"a word too many", {"run", "extra"}, "extra"},
        {"a missing argument", {"measure"}, "FILE"},
        {"a missing folder", {"new", "show"}, "DIR"},
        {"an option without its value", {"build", "--jobs"}, "--jobs"},
        {"no threads", {"build", "--jobs", "0"}, "0"},
        {"threads below none", {"build", "--jobs", "-1"}, "-1"},
        {"too many threads", {"build", "--jobs", "65"}, "65"},
        {"threads in words", {"run", "--jobs", "two"}, "two"},
        {"half a thread", {"run", "--jobs", "1.5"}, "1.5"},
        {"more than an integer holds", {"run", "--jobs", "99999999999999999999"}, "99999999999999999999"},
        {"a time in words", {"run", "--now", "tomorrow"}, "tomorrow"},
        {"a day that is none", {"run", "--now", "2026-02-30T00:00:00Z"}, "2026-02-30T00:00:00Z"},
        {"a time without an offset", {"run", "--now", "2026-11-22T20:00:00"}, "2026-11-22T20:00:00"},
        {"an unknown language", {"check", "--lang", "fr"}, "fr"},
        {"an unknown format", {"check", "--format", "xml"}, "xml"},
        {"an outcome that is none", {"announce", "--resolve", "lobby/one", "maybe"}, "maybe"},
        {"an unknown announcement", {"announce", "--resolve", "lobby/three", "sent"}, "lobby/three"},
        {"an unknown episode", {"build", "thre"}, "thre"},
        {"an unknown target", {"publish", "--now", tests::small_show_now, "wep"}, "wep"},
    };
    const auto before = tests::digests_without_cache(good.folder());
    for (const Row& row : rows) {
        for (const std::string locale : {"en_US.UTF-8", "ja_JP.UTF-8"}) {
            tests::Launch launch;
            launch.folder = good.folder();
            launch.environment = {"LC_ALL=" + locale};
            const tests::Ran ran = tests::cityfm(row.arguments, launch);
            INFO(row.name << ", " << locale << ": " << ran.err);
            CHECK(ran.code == 2);
            CHECK(tests::holds(ran.err, row.word));
            CHECK(ran.out.empty());
            CHECK(tests::digests_without_cache(good.folder()) == before);
        }
    }
}
