// SPDX-License-Identifier: MIT
#include "pipeline/model/toml/write_toml.h"

#include <catch2/catch.hpp>

#include "pipeline/model/toml/toml_reader.h"
#include "tests/feeds/rss/example.h"
#include "tests/pipeline/model/sample_show.h"

using namespace cityfm;

namespace {

/// The show that is read back from what was written; it has to be without findings.
model::Show written_and_read(const model::Show& show) {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", model::to_toml(show));
    for (const model::Episode& episode : show.episodes) {
        tests::write(folder / episode.path_of("episode.toml"), model::to_toml(episode, show.timezone));
    }
    const model::LoadedShow loaded = model::load_show(folder.path());
    CHECK(tests::shown(loaded.findings).empty());
    return loaded.show;
}

std::string everything_in(const model::Show& show) {
    std::string all = model::to_toml(show);
    for (const model::Episode& episode : show.episodes)
        all += "\n# " + episode.folder + "\n" + model::to_toml(episode, "Asia/Tokyo");
    return all;
}

model::Show fullest_show() {
    model::Show show = tests::full_show();
    show.cover = "assets/cover.png";
    show.reading = "えふえむ";
    show.locked = false;
    show.feeds.front().path = "radio.xml";
    show.feeds.front().former_address = "https://old.example.jp/rss";
    show.feeds.push_back({"opus.xml",
                          "https://cdn.example.jp/opus.xml",
                          "917393e3-1b1e-5cef-ace4-edaa54e1f810",
                          "Opus",
                          "小さく",
                          "opus",
                          {"飲食"},
                          2,
                          50,
                          20,
                          "",
                          "https://radio.example.jp/opus.xml",
                          "",
                          true,
                          {}});
    model::Channel slack;
    slack.id = "slack";
    slack.type = "slack";
    slack.to = "C0FOOD";
    slack.token_env = "SLACK_BOT_TOKEN";
    slack.topics = {"飲食"};
    slack.delay = std::chrono::minutes(10);
    slack.api_base = "https://slack.com/api";
    slack.thread = true;
    slack.upload = true;
    model::Channel hook;
    hook.id = "hook";
    hook.type = "slack-webhook";
    hook.url_env = "SLACK_URL";
    model::Channel program;
    program.id = "board";
    program.type = "command";
    program.to = "post";
    program.token_env = "BOARD_TOKEN";
    program.env = {"BOARD", "DISPLAY"};
    show.channels = {slack, hook, program};
    show.announce.quiet = {std::chrono::hours(22), std::chrono::minutes(7 * 60 + 30)};
    show.announce.posts_per_run = 2;
    show.announce.from = "ci";
    show.announce.catch_up = std::chrono::hours(30);
    show.announce.assume_public = true;
    model::Episode& episode = show.episodes.back();
    episode.reading = "らーめん";
    episode.audio = "voice.m4a";
    episode.guid = "guid-ramen";
    episode.summary = "一行目\n二行目";
    episode.art = "art.png";
    episode.preset = "podcast";
    episode.transcript = "transcript.vtt";
    episode.rights = {"自作", ""};
    episode.explicit_content = false;
    return show;
}

}  // namespace

TEST_CASE("a show that is written as TOML is read as the same show") {
    const model::Show show = fullest_show();
    const model::Show read = written_and_read(show);
    CHECK(everything_in(read) == everything_in(show));
    CHECK(read.title == show.title);
    CHECK(read.feeds.size() == 2);
    CHECK(read.feeds[1].latest == 50);
    CHECK(read.feeds[0].former_address == "https://old.example.jp/rss");
    CHECK(read.podroll == show.podroll);
    CHECK(read.announce.catch_up == std::chrono::hours(30));
    CHECK_FALSE(read.locked);
    CHECK(read.channels.back().env == std::vector<std::string>{"BOARD", "DISPLAY"});
    const model::Episode& episode = read.episodes.back();
    CHECK(episode.chapters == show.episodes.back().chapters);
    CHECK(episode.soundbites == show.episodes.back().soundbites);
    CHECK(episode.social_interacts == show.episodes.back().social_interacts);
    CHECK(episode.date == show.episodes.back().date);
    CHECK(episode.summary == "一行目\n二行目");
    CHECK(episode.explicit_content == false);
    CHECK(episode.rights.guests == "");
}

TEST_CASE("a show with the least is written with the least") {
    model::Show show = tests::small_show();
    show.episodes.clear();
    const std::string toml = model::to_toml(show);
    CHECK(toml.find("[") == toml.find("[[\"Government\"]]"));
    CHECK(toml.find("locked") == std::string::npos);
    CHECK(model::to_toml(model::Episode{}, "Asia/Tokyo").empty());
}

TEST_CASE("any text is a TOML string that reads back as itself") {
    for (const std::string& text :
         {std::string("x"), std::string("a\"b\\c"), std::string("\"\"\""), std::string("one\ntwo"),
          std::string("\nfirst line is empty"), std::string("ends in a quote\n\""),
          std::string("\"\"\"\n\"\"\""), std::string("tab\tand\rreturn"), std::string("\x01\x1f\x7f"),
          std::string("back\\\nslash"), std::string("日本語「」\u3000全角"),
          std::string("# no comment\n[no.table]")}) {
        core::Findings findings;
        const auto table = model::parse_toml("key = " + model::toml_string(text) + "\n", "f", findings);
        INFO(model::toml_string(text));
        REQUIRE(table);
        CHECK(table->get("key")->value<std::string>() == text);
    }
}

TEST_CASE("points in the sound are written to the millisecond") {
    model::Episode episode;
    episode.chapters = {{0, "a"}, {3723.5, "b"}, {86400.25, "c"}};
    const std::string toml = model::to_toml(episode, "Asia/Tokyo");
    CHECK(toml.find("start = \"00:00\", title = \"a\"") != std::string::npos);
    CHECK(toml.find("start = \"01:02:03.500\", title = \"b\"") != std::string::npos);
    CHECK(toml.find("start = \"24:00:00.250\", title = \"c\"") != std::string::npos);
}
