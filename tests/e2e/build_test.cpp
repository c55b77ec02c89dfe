// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "pipeline/media/tags.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;
using nlohmann::json;

namespace {

constexpr const char* before_two = "2026-11-22T12:00:00+09:00";

tests::Ran build(const std::filesystem::path& show, const std::string& now,
                 const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"-C", show, "build", "--now", now, "--lang", "en"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return tests::cityfm(arguments);
}

json release_of(const tests::TempFolder& show, const std::string& episode) {
    return json::parse(tests::read(show / ("episodes/" + episode + "/release.json")));
}

std::string path_of(const json& release, std::size_t rendition = 0) {
    return release.at("renditions").at(rendition).at("path").get<std::string>();
}

/// The steps of a plan that would run: `two encode mp3`.
std::vector<std::string> steps_to_run(const tests::Ran& planned) {
    std::vector<std::string> steps;
    const json report = json::parse(planned.out);
    for (const json& step : report.at("steps")) {
        if (!step.at("runs").get<bool>()) continue;
        std::string text = step.at("episode").get<std::string>() + " " + step.at("step").get<std::string>();
        if (!step.at("rendition").get<std::string>().empty())
            text += " " + step.at("rendition").get<std::string>();
        steps.push_back(text);
    }
    return steps;
}

}  // namespace

TEST_CASE("build --plan prints the steps and does nothing") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const auto before = tests::digests_without_cache(show.path());
    const tests::Ran planned = build(show.path(), tests::small_show_now, {"--plan", "--json"});
    CHECK(planned.code == 0);
    CHECK(steps_to_run(planned).size() == 12);
    CHECK(tests::digests_without_cache(show.path()) == before);
}

TEST_CASE("build --explain gives a reason for every step run or skipped") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const tests::Ran first = build(show.path(), before_two, {"--explain"});
    CHECK(first.out.find("one  assemble") != std::string::npos);
    CHECK(first.out.find("never made") != std::string::npos);
    const tests::Ran second = build(show.path(), before_two, {"--explain"});
    CHECK(second.out.find("released, unchanged") != std::string::npos);
    CHECK(second.out.find("never made") == std::string::npos);
}

TEST_CASE("a changed title re-tags an episode that is not due, and encodes nothing") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(build(show.path(), before_two).code == 0);
    const json before = release_of(show, "two");
    tests::replace_in(show / "episodes/two/episode.toml", "ふたつめ", "直したタイトル");
    CHECK(steps_to_run(build(show.path(), before_two, {"--plan", "--json"})) ==
          std::vector<std::string>{"two package mp3", "two package opus"});
    REQUIRE(build(show.path(), before_two).code == 0);
    const json after = release_of(show, "two");
    CHECK(path_of(after) != path_of(before));
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(after.at("renditions").at(i).at("stream_sha256") ==
              before.at("renditions").at(i).at("stream_sha256"));
    }
    REQUIRE(build(show.path(), tests::small_show_now).code == 0);
    CHECK(media::read_tags(show / ("public/" + path_of(after)), "mp3").title == "直したタイトル");
    CHECK(media::read_tags(show / ("public/" + path_of(after, 1)), "opus").title == "直したタイトル");
}

TEST_CASE("once an episode is due, a changed title changes the feed and leaves the files alone") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(build(show.path(), tests::small_show_now).code == 0);
    const std::string before = tests::read(show / "episodes/two/release.json");
    tests::replace_in(show / "episodes/two/episode.toml", "ふたつめ", "直したタイトル");
    const tests::Ran again = build(show.path(), tests::small_show_now);
    CHECK(again.code == 0);
    CHECK(again.err.find("--retag two") != std::string::npos);
    CHECK(tests::read(show / "episodes/two/release.json") == before);
    CHECK(tests::read(show / "public/feed.xml").find("直したタイトル") != std::string::npos);

    REQUIRE(build(show.path(), tests::small_show_now, {"--retag", "two"}).code == 0);
    const json retagged = release_of(show, "two");
    CHECK(path_of(retagged) != path_of(json::parse(before)));
    CHECK(media::read_tags(show / ("public/" + path_of(retagged)), "mp3").title == "直したタイトル");
    CHECK(std::filesystem::exists(show / ("public/" + path_of(json::parse(before)))));
}

TEST_CASE("retagging gives the bytes that a build with those tags would have given") {
    const tests::TempFolder edited;
    const tests::TempFolder fresh;
    tests::make_small_show(edited.path());
    tests::make_small_show(fresh.path());
    for (const tests::TempFolder* show : {&edited, &fresh}) {
        if (show == &edited) REQUIRE(build(show->path(), before_two).code == 0);
        tests::replace_in(*show / "episodes/two/episode.toml", "ふたつめ",
                          "とても長い新しいタイトルに変えました");
        REQUIRE(build(show->path(), before_two).code == 0);
    }
    CHECK(release_of(edited, "two") == release_of(fresh, "two"));
}

TEST_CASE("a changed recording makes the episode anew under another name, with the same guid") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(build(show.path(), tests::small_show_now).code == 0);
    const json before = release_of(show, "one");
    tests::write_wav(show / "episodes/one/voice.wav", tests::speech_like(5, -20, 9));
    const tests::Ran explained = build(show.path(), tests::small_show_now, {"--explain"});
    CHECK(explained.out.find("the recording changed") != std::string::npos);
    const json after = release_of(show, "one");
    CHECK(path_of(after) != path_of(before));
    CHECK(after.at("guid") == before.at("guid"));
    CHECK(std::filesystem::exists(show / ("public/" + path_of(before))));
}

TEST_CASE("a changed preset makes what is not due anew and leaves what is due alone, unless asked") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(build(show.path(), before_two).code == 0);
    const json one = release_of(show, "one");
    tests::write(show / "presets/podcast.toml",
                 "target_lufs = -19\n[[rendition]]\nid = \"mp3\"\nformat = \"mp3\"\nbitrate_kbps = 64\n");
    const tests::Ran changed = build(show.path(), before_two);
    INFO(changed.err);
    CHECK(changed.code == 0);
    CHECK(changed.err.find("--again one") != std::string::npos);
    CHECK(release_of(show, "one") == one);
    CHECK(release_of(show, "two").at("target_lufs") == -19);
    REQUIRE(build(show.path(), before_two, {"--again", "one"}).code == 0);
    CHECK(release_of(show, "one").at("target_lufs") == -19);
}

TEST_CASE("a lost store costs nothing while public/ holds the files") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(build(show.path(), tests::small_show_now).code == 0);
    std::filesystem::remove_all(show / ".cityfm");
    CHECK(steps_to_run(build(show.path(), tests::small_show_now, {"--plan", "--json"})).empty());
}

TEST_CASE("a file lost from public/ comes back out of the store") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(build(show.path(), tests::small_show_now).code == 0);
    const auto before = tests::digests_below(show / "public");
    std::filesystem::remove_all(show / "public");
    CHECK(steps_to_run(build(show.path(), tests::small_show_now, {"--plan", "--json"})).empty());
    REQUIRE(build(show.path(), tests::small_show_now).code == 0);
    CHECK(tests::digests_below(show / "public") == before);
}

TEST_CASE("a renamed folder keeps its guid") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(build(show.path(), tests::small_show_now).code == 0);
    const json before = release_of(show, "one");
    std::filesystem::rename(show / "episodes/one", show / "episodes/renamed");
    REQUIRE(build(show.path(), tests::small_show_now).code == 0);
    CHECK(release_of(show, "renamed").at("guid") == before.at("guid"));
    CHECK(tests::read(show / "public/feed.xml").find(before.at("guid").get<std::string>()) !=
          std::string::npos);
}

TEST_CASE("scratch sound is gone once the release is written") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(build(show.path(), tests::small_show_now).code == 0);
    CHECK(std::filesystem::is_empty(show / ".cityfm/store/scratch"));
}

TEST_CASE("findings of an episode end a build with 3, and the others are built") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::replace_in(show / "episodes/two/episode.toml", "title", "titel");
    const tests::Ran ran = build(show.path(), tests::small_show_now);
    CHECK(ran.code == 3);
    CHECK(ran.err.find(
              "episodes/two/episode.toml:1:1: error: unknown key \"titel\", did you mean \"title\"?") !=
          std::string::npos);
    CHECK(std::filesystem::exists(show / "episodes/one/release.json"));
    CHECK_FALSE(std::filesystem::exists(show / "episodes/two/release.json"));
}

TEST_CASE("findings of the show end a build with 3 before anything is written") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::replace_in(show / "show.toml", "title", "titel");
    CHECK(build(show.path(), tests::small_show_now).code == 3);
    CHECK_FALSE(std::filesystem::exists(show / "public"));
    CHECK_FALSE(std::filesystem::exists(show / "episodes/one/release.json"));
}
