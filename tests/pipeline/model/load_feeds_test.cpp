// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <string>

#include "tests/pipeline/model/sample_show.h"

using namespace cityfm;
using tests::Lines;

namespace {

/// The faultless show with lines added.
model::LoadedShow loaded_with(const std::string& added) {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml + added);
    return model::load_show(folder.path());
}

const std::string every_key = R"(path = "audio/opus.xml"
address = "https://feeds.example.jp/opus"
guid = "003af0a0-6a45-55cf-b765-68e3d349551a"
title = "Opus"
description = "小さく"
rendition = "opus"
topics = ["飲食", "子育て"]
season = 2
latest = 50
page_size = 20
hub = "https://hub.example.jp/"
new_feed_url = "https://new.example.jp/feed.xml"
block = true
)";

void check_every_key(const model::FeedSettings& feed) {
    CHECK(feed.path == "audio/opus.xml");
    CHECK(feed.address == "https://feeds.example.jp/opus");
    CHECK(feed.guid == "003af0a0-6a45-55cf-b765-68e3d349551a");
    CHECK(feed.title == "Opus");
    CHECK(feed.description == "小さく");
    CHECK(feed.rendition == "opus");
    CHECK(feed.topics == Lines{"飲食", "子育て"});
    CHECK(feed.season == 2);
    CHECK(feed.latest == 50);
    CHECK(feed.page_size == 20);
    CHECK(feed.hub == "https://hub.example.jp/");
    CHECK(feed.new_feed_url == "https://new.example.jp/feed.xml");
    CHECK(feed.block);
}

}  // namespace

TEST_CASE("a show that writes no feed has one, with every default") {
    const model::Show show = loaded_with("").show;
    REQUIRE(show.feeds.size() == 1);
    const model::FeedSettings& feed = show.feeds[0];
    CHECK(feed.path == "feed.xml");
    CHECK(feed.address.empty());
    CHECK(feed.guid.empty());
    CHECK(feed.title.empty());
    CHECK(feed.description.empty());
    CHECK(feed.rendition.empty());
    CHECK(feed.topics.empty());
    CHECK_FALSE(feed.season);
    CHECK_FALSE(feed.latest);
    CHECK_FALSE(feed.page_size);
    CHECK(feed.hub.empty());
    CHECK(feed.new_feed_url.empty());
    CHECK_FALSE(feed.block);
}

TEST_CASE("one feed is read with all that is written, as a table or as a row of tables") {
    const auto header = GENERATE(as<std::string>{}, "[feed]\n", "[[feed]]\n");
    CAPTURE(header);
    const model::LoadedShow loaded = loaded_with(header + every_key);
    CHECK(tests::shown(loaded.findings) == Lines{});
    REQUIRE(loaded.show.feeds.size() == 1);
    check_every_key(loaded.show.feeds[0]);
    CHECK(loaded.show.feeds[0].place == core::Place{"show.toml", 8, 1});
}

TEST_CASE("several feeds are read in their order, each with defaults of its own") {
    const model::LoadedShow loaded =
        loaded_with("[[feed]]\n[[feed]]\n" + every_key + "[[feed]]\nlatest = 1\n");
    CHECK(tests::shown(loaded.findings) == Lines{});
    REQUIRE(loaded.show.feeds.size() == 3);
    CHECK(loaded.show.feeds[0].path == "feed.xml");
    CHECK(loaded.show.feeds[0].place == core::Place{"show.toml", 8, 1});
    check_every_key(loaded.show.feeds[1]);
    CHECK(loaded.show.feeds[1].place == core::Place{"show.toml", 9, 1});
    CHECK(loaded.show.feeds[2].path == "feed.xml");
    CHECK(loaded.show.feeds[2].latest == 1);
    CHECK_FALSE(loaded.show.feeds[2].season);
    CHECK(loaded.show.feeds[2].place == core::Place{"show.toml", 23, 1});
}

TEST_CASE("feeds are between one and twenty") {
    CHECK(tests::in_show("feed = []\n") ==
          Lines{"show.toml:8:8 error too-few key=feed found=0 least=1 most=20"});
    std::string many;
    for (int i = 0; i < 20; ++i) many += "[[feed]]\n";
    CHECK(tests::in_show(many) == Lines{});
    CHECK(tests::in_show(many + "[[feed]]\n").size() == 1);
    CHECK(loaded_with("feed = []\n").show.feeds.size() == 1);
    CHECK(tests::in_show("feed = \"feed.xml\"\n").size() == 1);
}

TEST_CASE("a wrong value in a feed is found where it stands") {
    CHECK(tests::in_show("[[feed]]\n[[feed]]\npath = \"../feed.xml\"\n") ==
          Lines{"show.toml:10:8 error path-leaves-show key=path found=../feed.xml"});
    CHECK(tests::in_show("[feed]\nhub = \"hub.example.jp\"\n") ==
          Lines{"show.toml:9:7 error bad-address key=hub found=hub.example.jp"});
    CHECK(tests::in_show("[feed]\nlatest = 0\n") ==
          Lines{"show.toml:9:10 error too-small key=latest found=0 least=1 most=100000"});
    CHECK(tests::in_show("[feed]\npage_size = \"20\"\n").size() == 1);
    CHECK(tests::in_show("[feed]\nguid = \"short\"\n") ==
          Lines{"show.toml:9:8 error too-short key=guid found=5 least=36 most=36"});
    CHECK(tests::in_show("[[feed]]\nrendtion = \"opus\"\n") ==
          Lines{"show.toml:9:1 error unknown-key key=rendtion meant=rendition"});
}

TEST_CASE("what directories are told has its keys, too") {
    CHECK(tests::in_show("[license]\nurl = \"https://example.jp/\"\n") ==
          Lines{"show.toml:8:1 error missing-key key=name"});
    CHECK(tests::in_show("[location]\ngeo = \"geo:36,138\"\n") ==
          Lines{"show.toml:8:1 error missing-key key=name"});
    CHECK(tests::in_show("[location]\nname = \"佐久市\"\nrel = \"subjet\"\n") ==
          Lines{"show.toml:10:7 error wrong-choice key=rel found=subjet choices=subject creator "
                "meant=subject"});
    CHECK(tests::in_show("[location]\nname = \"佐久市\"\ncountry = \"JPN\"\n") ==
          Lines{"show.toml:10:11 error too-long key=country found=3 least=2 most=2"});
    CHECK(tests::in_show("[publisher]\n") == Lines{"show.toml:8:1 error missing-key key=guid"});
    CHECK(tests::in_show("[update_frequency]\n") == Lines{"show.toml:8:1 error missing-key key=text"});
    CHECK(tests::in_show("[[season]]\nname = \"秋\"\n") ==
          Lines{"show.toml:8:1 error missing-key key=number"});
    CHECK(tests::in_show("[[funding]]\ntext = \"応援\"\n") ==
          Lines{"show.toml:8:1 error missing-key key=url"});
    CHECK(tests::in_show("[[txt]]\npurpose = \"verify\"\n") ==
          Lines{"show.toml:8:1 error missing-key key=value"});
    CHECK(tests::in_show("[[podroll]]\ntitle = \"a\"\n") ==
          Lines{"show.toml:8:1 error missing-key key=guid"});
}

TEST_CASE("what apps can do with an episode has its keys, too") {
    const std::string file = "episodes/ramen/episode.toml:";
    CHECK(tests::in_episode("[[soundbite]]\nstart = \"0\"\n") ==
          Lines{file + "5:1 error missing-key key=duration"});
    CHECK(tests::in_episode("[[soundbite]]\nstart = \"0\"\nduration = 0.5\n").size() == 1);
    CHECK(tests::in_episode("[[soundbite]]\nstart = \"0\"\nduration = 601\n") ==
          Lines{file + "7:12 error too-large key=duration found=601 least=1 most=600"});
    CHECK(tests::in_episode("[[soundbite]]\nstart = \"later\"\nduration = 30\n") ==
          Lines{file + "6:9 error bad-start key=start found=later"});
    CHECK(tests::in_episode("[[social_interact]]\nuri = \"https://example.jp/1\"\n") ==
          Lines{file + "5:1 error missing-key key=protocol"});
    CHECK(tests::in_episode("[[content_link]]\ntext = \"動画\"\n") ==
          Lines{file + "5:1 error missing-key key=url"});
    CHECK(tests::in_episode("link = \"radio.example.jp\"\n") ==
          Lines{file + "5:8 error bad-address key=link found=radio.example.jp"});
    CHECK(tests::in_episode("[license]\n") == Lines{file + "5:1 error missing-key key=name"});
    CHECK(tests::in_episode("[location]\n") == Lines{file + "5:1 error missing-key key=name"});
}
