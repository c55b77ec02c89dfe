// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;
using nlohmann::json;

namespace {

tests::Ran on(const std::filesystem::path& show, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"-C", show, "--lang", "en"});
    return tests::cityfm(arguments);
}

/// The specifications of the steps that a build would run, in an order in which they can be.
std::vector<json> planned(const std::filesystem::path& show) {
    const tests::Ran ran = on(show, {"build", "--plan", "--json"});
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    std::vector<json> specifications;
    const json document = json::parse(ran.out);
    for (const json& step : document.at("steps")) {
        CHECK(step.contains("specification") == step.at("runs").get<bool>());
        if (step.contains("specification")) specifications.push_back(step.at("specification"));
    }
    return specifications;
}

tests::Ran run_step(const std::filesystem::path& show, const json& specification) {
    const tests::TempFolder elsewhere;
    tests::write(elsewhere / "step.json", specification.dump());
    return on(show, {"step", elsewhere / "step.json"});
}

}  // namespace

TEST_CASE("the steps of a plan, run one by one and elsewhere, make the bytes that a build makes") {
    const tests::TempFolder built;
    tests::make_small_show(built.path());
    REQUIRE(on(built.path(), {"build"}).code == 0);

    const tests::TempFolder show;
    tests::make_small_show(show.path());
    for (const json& specification : planned(show.path())) {
        INFO(specification.dump());
        const tests::Ran ran = run_step(show.path(), specification);
        INFO(ran.err);
        CHECK(ran.code == 0);
        CHECK(ran.out == specification.at("key").get<std::string>() + "\n");
    }
    CHECK(planned(show.path()).empty());
    REQUIRE(on(show.path(), {"build"}).code == 0);
    for (const char* episode : {"one", "two"}) {
        const std::string release = std::string("episodes/") + episode + "/release.json";
        CHECK(tests::read(show / release) == tests::read(built / release));
    }
    CHECK(tests::digests_below(show / "public") == tests::digests_below(built / "public"));
}

TEST_CASE("a file that was lost is fetched by its step alone, and what is nowhere is an error") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(on(show.path(), {"build"}).code == 0);
    const json release = json::parse(tests::read(show / "episodes/one/release.json"));
    const json& rendition = release.at("renditions").at(0);
    const json file = {{"path", rendition.at("path")},
                       {"sha256", rendition.at("sha256")},
                       {"stream_sha256", rendition.at("stream_sha256")},
                       {"bytes", rendition.at("bytes")},
                       {"duration_seconds", 4},
                       {"integrated_lufs", -16},
                       {"true_peak_dbtp", -2}};
    const tests::Ran ran = run_step(show.path(), {{"version", 1},
                                                  {"kind", "fetch"},
                                                  {"key", rendition.at("sha256")},
                                                  {"episode", "one"},
                                                  {"file", file},
                                                  {"addresses", json::array()}});
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(ran.err.find("public/media/one-") != std::string::npos);
}

TEST_CASE("a step whose recording is another one by now makes nothing, and says which") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const std::vector<json> steps = planned(show.path());
    REQUIRE(steps.front().at("kind") == "assemble");
    tests::write_wav(show / "episodes/one/voice.wav", tests::speech_like(4, -12, 9));
    const tests::Ran ran = run_step(show.path(), steps.front());
    CHECK(ran.code == 75);
    CHECK(ran.err.find("episodes/one/voice.wav") != std::string::npos);
    CHECK(planned(show.path()).size() == 12);
}

TEST_CASE("a step under another one's key is refused: its result would be taken for that one's") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const std::vector<json> steps = planned(show.path());
    for (json step : steps) {
        INFO(step.dump());
        const std::string kind = step.at("kind");
        if (kind == "assemble") step["recordings"][0]["sha256"] = std::string(64, 'a');
        if (kind == "master") step["ceiling_dbtp"] = 0;
        if (kind == "encode") step["bitrate_kbps"] = 48;
        if (kind == "package") step["tags"]["title"] = "another title";
        const tests::Ran ran = run_step(show.path(), step);
        CHECK(ran.code == 3);
        CHECK(ran.err.find("key") != std::string::npos);
    }
}

TEST_CASE("a picture that is another one by now is not put into a file") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const std::vector<json> steps = planned(show.path());
    for (const json& step : steps) {
        if (step.at("kind") != "package") REQUIRE(run_step(show.path(), step).code == 0);
    }
    tests::write(show / "cover.png", tests::read(show / "cover.png") + "more");
    for (const json& step : steps) {
        if (step.at("kind") == "package") CHECK(run_step(show.path(), step).code == 75);
    }
}

TEST_CASE("a step needs the results of those before it") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const std::vector<json> steps = planned(show.path());
    const auto master = std::find_if(steps.begin(), steps.end(),
                                     [](const json& step) { return step.at("kind") == "master"; });
    REQUIRE(master != steps.end());
    CHECK(run_step(show.path(), *master).code == 1);
}

TEST_CASE("a step that was written to do harm is refused before it does anything") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const std::vector<json> steps = planned(show.path());
    const auto before = tests::digests_without_cache(show.path());
    const auto kind = [&](const char* wanted) {
        return *std::find_if(steps.begin(), steps.end(),
                             [&](const json& step) { return step.at("kind") == wanted; });
    };
    const json recording = {{"path", "/etc/passwd"}, {"sha256", std::string(64, 'a')}};
    const std::vector<std::tuple<std::string, std::string, json>> changes = {
        {"assemble", "/recordings/0/path", "../../../etc/passwd"},
        {"assemble", "/recordings/0/path", "/etc/passwd"},
        {"assemble", "/recordings/0/path", ".git/config"},
        {"assemble", "/recordings", json::array()},
        {"assemble", "/recordings", json::array({recording})},
        {"assemble", "/channels", 64},
        {"assemble", "/max_hours", -1},
        {"assemble", "/fix", "rm -rf /"},
        {"assemble", "/key", "../../x"},
        {"assemble", "/version", 2},
        {"assemble", "/kind", "shell"},
        {"master", "/programme", "../key"},
        {"master", "/ceiling_dbtp", "loud"},
        {"encode", "/master", 1},
        {"encode", "/format", "exe"},
        {"encode", "/bitrate_kbps", -1},
        {"package", "/encoded", "/etc/passwd"},
        {"package", "/picture/path", "../cover.png"},
        {"package", "/tags/title", 7},
        {"package", "/tags", nullptr},
        {"package", "/episode", "../../outside"},
    };
    for (const auto& [which, place, value] : changes) {
        INFO(which << " " << place);
        json changed = kind(which.c_str());
        changed[json::json_pointer(place)] = value;
        const tests::Ran ran = run_step(show.path(), changed);
        INFO(ran.err);
        CHECK(ran.code == 3);
        CHECK(ran.err.find("step.json") != std::string::npos);
    }
    for (const char* text : {"", "[]", "{\"version\": 1", "null", "\xff\xfe"}) {
        const tests::TempFolder elsewhere;
        tests::write(elsewhere / "step.json", text);
        CHECK(on(show.path(), {"step", elsewhere / "step.json"}).code == 3);
    }
    CHECK(on(show.path(), {"step", "/nowhere/step.json"}).code == 1);
    CHECK(tests::digests_without_cache(show.path()) == before);
}

TEST_CASE("step is not among the commands that people are shown") {
    const tests::Ran ran = tests::cityfm({"--help"});
    CHECK(ran.out.find("  step ") == std::string::npos);
    CHECK(ran.out.find("  build ") != std::string::npos);
}
