// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "pipeline/model/check.h"
#include "tests/pipeline/model/sample_show.h"

using namespace cityfm;
using tests::faultless_episode;
using tests::Lines;

namespace {

const std::string here = "episodes/ramen/episode.toml:0:0 ";

/// What `check` finds about a faultless show of those episodes.
Lines checked(const std::vector<model::Episode>& episodes, const model::Facts& facts = {}) {
    model::Show show = tests::faultless_show();
    show.people = {{"mikan", "みかん", "", "host", "", ""}};
    show.episodes = episodes;
    return tests::shown(model::check(show, facts));
}

model::Facts sound(double duration_seconds) {
    model::Facts facts;
    facts.sounds["episodes/ramen/voice.m4a"].duration_seconds = duration_seconds;
    return facts;
}

model::Facts broken_sound(core::Code code) {
    model::Facts facts;
    facts.sounds["episodes/ramen/voice.m4a"].problem = code;
    facts.sounds["episodes/ramen/voice.m4a"].problem_args = {{"reason", "why"}};
    return facts;
}

model::Release release(const std::string& guid, std::int64_t seconds) {
    model::Release made;
    made.guid = guid;
    made.renditions.emplace_back();
    made.renditions[0].sample_rate = 48000;
    made.renditions[0].frames = seconds * 48000;
    return made;
}

}  // namespace

TEST_CASE("rights that nobody stated are hints, until the episode is built") {
    std::vector<model::Episode> episodes = {faultless_episode()};
    episodes[0].rights = {"", std::nullopt};
    CHECK(checked(episodes) == Lines{"episodes/ramen/episode.toml:0:0 hint music-not-stated",
                                     "episodes/ramen/episode.toml:0:0 hint consent-not-stated"});
    episodes[0].rights.music = "なし";
    CHECK(checked(episodes) == Lines{"episodes/ramen/episode.toml:0:0 hint consent-not-stated"});
    episodes[0].release = model::Release{};
    episodes[0].release->guid = "g";
    CHECK(checked(episodes) == Lines{});
}

TEST_CASE("nothing is found about an episode without a fault") {
    CHECK(checked({faultless_episode()}) == Lines{});
}

TEST_CASE("an episode without a question is a warning and no error") {
    model::Episode episode = faultless_episode();
    episode.question.clear();
    CHECK(checked({episode}) == Lines{here + "warning no-question"});
}

TEST_CASE("a folder that cannot be an address comes with a proposal") {
    CHECK(checked({faultless_episode("Ramen 1")}) ==
          Lines{"episodes/Ramen 1:0:0 error bad-folder-name found=Ramen 1 meant=ramen-1"});
}

TEST_CASE("an episode without audio is an error until it is released") {
    model::Episode episode = faultless_episode();
    episode.audio.clear();
    CHECK(checked({episode}) == Lines{here + "warning no-audio"});
    episode.release = release("a", 60);
    CHECK(checked({episode}) == Lines{});
}

TEST_CASE("a missing recording is an error until the episode is released") {
    model::Episode episode = faultless_episode();
    episode.places["audio"] = {"episodes/ramen/episode.toml", 3, 9};
    const model::Facts facts = broken_sound(core::Code::file_missing);
    CHECK(
        checked({episode}, facts) ==
        Lines{"episodes/ramen/episode.toml:3:9 error file-missing path=episodes/ramen/voice.m4a reason=why"});
    episode.release = release("a", 60);
    CHECK(checked({episode}, facts) == Lines{});
}

TEST_CASE("a recording that is there and is no sound is an error, released or not") {
    model::Episode episode = faultless_episode();
    const Lines error = {here + "error not-sound path=episodes/ramen/voice.m4a reason=why"};
    CHECK(checked({episode}, broken_sound(core::Code::not_sound)) == error);
    episode.release = release("a", 60);
    CHECK(checked({episode}, broken_sound(core::Code::not_sound)) == error);
}

TEST_CASE("chapters begin at zero and ascend") {
    model::Episode episode = faultless_episode();
    episode.chapters = {{5, "a", ""}, {70, "b", ""}, {70, "c", ""}, {60, "d", ""}};
    episode.places["chapters.3.start"] = {"episodes/ramen/episode.toml", 9, 13};
    CHECK(checked({episode}, sound(3725)) ==
          Lines{here + "error chapters-not-from-zero start=00:05 title=a length=1:02:05",
                here + "error chapters-not-ascending start=01:10 title=c length=1:02:05",
                "episodes/ramen/episode.toml:9:13 error chapters-not-ascending start=01:00 title=d "
                "length=1:02:05"});
}

TEST_CASE("a chapter begins before the end of the sound") {
    model::Episode episode = faultless_episode();
    episode.chapters = {{0, "a", ""}, {59.9, "b", ""}};
    CHECK(checked({episode}, sound(60)) == Lines{});
    episode.chapters[1].start_seconds = 60;
    CHECK(checked({episode}, sound(60)) ==
          Lines{here + "error chapter-past-end start=01:00 title=b length=01:00"});
}

TEST_CASE("without the recording, the release says how long the sound is") {
    model::Episode episode = faultless_episode();
    episode.chapters = {{0, "a", ""}, {90, "b", ""}};
    CHECK(checked({episode}) == Lines{});
    episode.release = release("a", 60);
    CHECK(checked({episode}) == Lines{here + "error chapter-past-end start=01:30 title=b length=01:00"});
}

TEST_CASE("a transcript ends with the sound, give or take a second") {
    model::Episode episode = faultless_episode();
    episode.transcript = "transcript.vtt";
    episode.cues = {{0, 60.9, "", "a"}};
    CHECK(checked({episode}, sound(60)) == Lines{});
    episode.cues = {{0, 75, "", "a"}, {50, 51, "", "b"}};
    CHECK(
        checked({episode}, sound(60)) ==
        Lines{here + "error transcript-past-end path=episodes/ramen/transcript.vtt end=01:15 length=01:00"});
}

TEST_CASE("a piece to share ends with the sound") {
    model::Episode episode = faultless_episode();
    episode.soundbites = {{0, 60, "whole"}, {30, 30, "end"}, {30.5, 30, "past"}, {3600, 1, "far"}};
    episode.places["soundbite.2.start"] = {"episodes/ramen/episode.toml", 9, 9};
    CHECK(
        checked({episode}, sound(60)) ==
        Lines{"episodes/ramen/episode.toml:9:9 error soundbite-past-end start=00:30 duration=30 length=01:00",
              here + "error soundbite-past-end start=1:00:00 duration=1 length=01:00"});
}

TEST_CASE("where nobody knows how long the sound is, a piece may be anywhere, until it is released") {
    model::Episode episode = faultless_episode();
    episode.soundbites = {{3600, 30.5, "far"}};
    CHECK(checked({episode}) == Lines{});
    episode.release = release("a", 3600);
    CHECK(checked({episode}) ==
          Lines{here + "error soundbite-past-end start=1:00:00 duration=30.5 length=1:00:00"});
    episode.release = release("a", 3631);
    CHECK(checked({episode}) == Lines{});
}

TEST_CASE("an episode's place is one on Earth, in each of its forms") {
    model::Episode episode = faultless_episode();
    episode.location = {"岩村田", "subject", "geo:36.27,138.47", "N1", "JP"};
    CHECK(checked({episode}) == Lines{});
    episode.location = {"岩村田", "subject", "geo:138.47,36.27", "r1", "日本"};
    episode.places["location"] = {"episodes/ramen/episode.toml", 7, 1};
    const std::string error = "episodes/ramen/episode.toml:7:1 error not-a-place ";
    CHECK(checked({episode}) == Lines{error + "tag=geo found=geo:138.47,36.27 meant=geo:36.25,138.48",
                                      error + "tag=osm found=r1 meant=R4796319",
                                      error + "tag=country found=日本 meant=JP"});
}

TEST_CASE("people are those of the show") {
    model::Episode episode = faultless_episode();
    episode.people = {"mikan", "mikn", "soramame"};
    CHECK(checked({episode}) == Lines{here + "error unknown-person found=mikn meant=mikan",
                                      here + "error unknown-person found=soramame meant="});
}

TEST_CASE("an episode's own art keeps to the rules of the cover") {
    model::Episode episode = faultless_episode();
    episode.art = "art.png";
    model::Facts facts;
    facts.images["episodes/ramen/art.png"].format = "png";
    facts.images["episodes/ramen/art.png"].width = 1000;
    facts.images["episodes/ramen/art.png"].height = 1000;
    CHECK(checked({episode}, facts) ==
          Lines{here + "error artwork-size path=episodes/ramen/art.png width=1000 height=1000"});
}

TEST_CASE("an episode's own preset has to be there") {
    model::Episode episode = faultless_episode();
    episode.preset = "weather";
    CHECK(checked({episode}) == Lines{here + "error unknown-preset found=weather meant="});
}

TEST_CASE("a summary keeps to 4000 bytes") {
    model::Episode episode = faultless_episode();
    episode.summary = std::string(4000, 'a');
    CHECK(checked({episode}) == Lines{});
    for (int i = 0; i < 2; ++i) episode.summary.replace(0, 1, "あ");
    CHECK(checked({episode}) ==
          Lines{here + "error too-long key=summary found=4004 bytes least=0 most=4000 bytes"});
}

TEST_CASE("a guid that differs from the released one is an error") {
    model::Episode episode = faultless_episode();
    episode.guid = "old";
    episode.release = release("old", 60);
    CHECK(checked({episode}) == Lines{});
    episode.guid = "new";
    CHECK(checked({episode}) == Lines{here + "error guid-changed found=new released=old"});
}

TEST_CASE("two full episodes of a season have numbers of their own") {
    model::Episode ramen = faultless_episode("ramen");
    model::Episode soba = faultless_episode("soba");
    ramen.number = soba.number = 12;
    CHECK(checked({ramen, soba}) ==
          Lines{"episodes/soba/episode.toml:0:0 error duplicate-number found=12 other=ramen"});
    soba.season = 2;
    CHECK(checked({ramen, soba}) == Lines{});
    soba.season.reset();
    soba.kind = "bonus";
    CHECK(checked({ramen, soba}) == Lines{});
}

TEST_CASE("two episodes have guids of their own, written, released or made") {
    model::Episode ramen = faultless_episode("ramen");
    model::Episode soba = faultless_episode("soba");
    const std::string error = "episodes/soba/episode.toml:0:0 error duplicate-guid found=";
    ramen.guid = soba.guid = "same";
    CHECK(checked({ramen, soba}) == Lines{error + "same other=ramen"});
    soba.guid.clear();
    soba.release = release("same", 60);
    CHECK(checked({ramen, soba}) == Lines{error + "same other=ramen"});
    // UUIDv5 of the folder name `udon` in the show's guid.
    model::Episode udon = faultless_episode("udon");
    soba.release = release("56aa8289-911d-5e8e-9983-a397b2560274", 60);
    CHECK(checked({udon, soba}) == Lines{error + "56aa8289-911d-5e8e-9983-a397b2560274 other=udon"});
}

TEST_CASE("the same guid twice is found even while the show has none") {
    model::Show show = tests::faultless_show();
    show.guid.clear();
    show.episodes = {faultless_episode("ramen"), faultless_episode("soba")};
    show.episodes[0].guid = show.episodes[1].guid = "same";
    CHECK(tests::shown(model::check(show, {})) ==
          Lines{"show.toml:0:0 error no-show-guid guid=3584cbd5-094e-5c08-9df4-e588987d11dd",
                "episodes/soba/episode.toml:0:0 error duplicate-guid found=same other=ramen"});
}

TEST_CASE("the guid in force is the released, else the written, else that of the folder's name") {
    const std::string show_guid = "3584cbd5-094e-5c08-9df4-e588987d11dd";
    model::Episode episode = faultless_episode("2026-11-22-ramen");
    CHECK(model::identity(episode, show_guid) == "e553da9a-8538-54e9-86ca-7710de6a19c3");
    episode.guid = "written";
    CHECK(model::identity(episode, show_guid) == "written");
    episode.release = release("released", 60);
    CHECK(model::identity(episode, show_guid) == "released");
}

TEST_CASE("an episode is due from its date on") {
    model::Episode episode = faultless_episode();
    const core::Instant date = *core::parse_rfc3339("2026-11-22T11:00:00Z");
    CHECK_FALSE(model::is_due(episode, date));
    episode.date = date;
    CHECK_FALSE(model::is_due(episode, date - std::chrono::seconds(1)));
    CHECK(model::is_due(episode, date));
    CHECK(model::is_due(episode, date + std::chrono::hours(1)));
}
