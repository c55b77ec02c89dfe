// SPDX-License-Identifier: MIT
#include "feeds/announce/announcement.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <set>

using namespace cityfm;

namespace {

model::Show example_show() {
    model::Show show;
    show.title = "FMリモート市役所";
    show.link = "https://radio.example.jp/";
    show.announce.answer = "スレッドへどうぞ。";
    show.people = {{"mikan", "みかん", "", "host", "", ""}};
    return show;
}

model::Episode example_episode() {
    model::Episode episode;
    episode.folder = "2026-11-22-ramen";
    episode.title = "ラーメン";
    episode.number = 12;
    episode.summary = "冬の一杯。";
    episode.question = "どこがいちばん？";
    episode.people = {"mikan", "nobody"};
    episode.topics = {"飲食"};
    episode.release = model::Release{};
    model::Rendition rendition;
    rendition.frames = 44'100 * 90;
    rendition.sample_rate = 44'100;
    episode.release->renditions = {rendition};
    return episode;
}

const announce::Addresses addresses = {
    "https://cdn.example.jp/a.mp3", "https://cdn.example.jp/a.vtt", "https://cdn.example.jp/a.png", {}};

}  // namespace

TEST_CASE("a key is the same for ever: it would post everything again if it changed") {
    // printf '["show-guid","episode-guid","published","lobby"]' | sha256sum
    CHECK(announce::key_of("show-guid", "episode-guid", "published", "lobby") ==
          "40510626d80e78daa69d55556b3b935f394ae869481df5a42298aec1cc9e51d3");
}

TEST_CASE("show, episode, purpose and channel each make another key, wherever their borders lie") {
    const std::set<std::string> keys = {
        announce::key_of("s", "e", "p", "c"), announce::key_of("S", "e", "p", "c"),
        announce::key_of("s", "E", "p", "c"), announce::key_of("s", "e", "P", "c"),
        announce::key_of("s", "e", "p", "C"), announce::key_of("se", "", "p", "c"),
        announce::key_of("", "se", "p", "c"), announce::key_of("s\",\"e", "", "p", "c")};
    CHECK(keys.size() == 8);
}

namespace {

std::string revision_with(const std::function<void(announce::Announcement&)>& change) {
    announce::Announcement announcement;
    change(announcement);
    return announce::revision_of(announcement);
}

using A = announce::Announcement;

}  // namespace

TEST_CASE("the revision changes with everything that is said about the episode") {
    const std::set<std::string> revisions = {
        revision_with([](A&) {}),
        revision_with([](A& a) { a.title = "x"; }),
        revision_with([](A& a) { a.display = "x"; }),
        revision_with([](A& a) { a.summary = "x"; }),
        revision_with([](A& a) { a.question = "x"; }),
        revision_with([](A& a) { a.listen_url = "x"; }),
        revision_with([](A& a) { a.transcript_url = "x"; }),
        revision_with([](A& a) { a.people = {"x"}; }),
        revision_with([](A& a) { a.topics = {"x"}; }),
    };
    CHECK(revisions.size() == 9);
}

TEST_CASE("a new cover, template or show title edits no post of the past") {
    const std::set<std::string> revisions = {
        revision_with([](A&) {}),
        revision_with([](A& a) { a.show = "x"; }),
        revision_with([](A& a) { a.answer = "x"; }),
        revision_with([](A& a) { a.page_url = "x"; }),
        revision_with([](A& a) { a.picture_url = "x"; }),
        revision_with([](A& a) { a.picture_alt = "x"; }),
        revision_with([](A& a) { a.words.headline = "x"; }),
    };
    CHECK(revisions.size() == 1);
}

TEST_CASE("the same words have the same revision, whatever the date is") {
    model::Episode episode = example_episode();
    const std::string before =
        announce::revision_of(announce::message_for(example_show(), episode, addresses));
    episode.date = core::Instant{std::chrono::hours{1}};
    CHECK(announce::revision_of(announce::message_for(example_show(), episode, addresses)) == before);
}

TEST_CASE("an announcement says what the episode is, what it asks, and where to hear it") {
    const announce::Announcement said = announce::message_for(example_show(), example_episode(), addresses);
    CHECK(said.show == "FMリモート市役所");
    CHECK(said.title == "ラーメン");
    CHECK(said.display == "第12回");
    CHECK(said.summary == "冬の一杯。");
    CHECK(said.question == "どこがいちばん？");
    CHECK(said.answer == "スレッドへどうぞ。");
    CHECK(said.listen_url == "https://cdn.example.jp/a.mp3");
    CHECK(said.transcript_url == "https://cdn.example.jp/a.vtt");
    CHECK(said.picture_url == "https://cdn.example.jp/a.png");
    CHECK_FALSE(said.picture_alt.empty());
    CHECK(said.page_url == "https://radio.example.jp/");
    CHECK(said.people == std::vector<std::string>{"みかん"});
    CHECK(said.topics == std::vector<std::string>{"飲食"});
    CHECK(said.duration_seconds == Approx(90).margin(0.001));
}

TEST_CASE("without a question nobody is told how to answer it") {
    model::Episode episode = example_episode();
    episode.question.clear();
    CHECK(announce::message_for(example_show(), episode, addresses).answer.empty());
}

TEST_CASE("broken bytes in a title reach no channel") {
    model::Episode episode = example_episode();
    episode.title = "前\xE3\x81後\x01";
    const std::string title = announce::message_for(example_show(), episode, addresses).title;
    CHECK(title.rfind("前", 0) == 0);
    CHECK(title.find("後") != std::string::npos);
    CHECK(title.find('\x01') == std::string::npos);
    CHECK_NOTHROW(nlohmann::json(title).dump());  // throws on bytes that are not UTF-8
}
