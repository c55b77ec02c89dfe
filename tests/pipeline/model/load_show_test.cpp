// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "pipeline/core/error.h"
#include "pipeline/core/time.h"
#include "tests/pipeline/model/sample_show.h"

using namespace cityfm;
using tests::Lines;

TEST_CASE("the smallest show and the smallest episode have no findings") {
    CHECK(tests::shown(tests::findings_of(tests::show_toml, tests::episode_toml)) == Lines{});
}

TEST_CASE("a show is read with every default where nothing is written") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml);
    const model::Show show = model::load_show(folder.path()).show;
    CHECK(show.title == "FMリモート市役所");
    CHECK(show.language == "ja");
    CHECK(show.timezone == "Asia/Tokyo");
    CHECK(show.media_address == "https://radio.example.jp/");
    CHECK(show.link == "https://radio.example.jp/");
    CHECK(show.categories == std::vector<std::vector<std::string>>{{"Government"}});
    CHECK_FALSE(show.explicit_content);
    CHECK(show.preset == "podcast");
    CHECK(show.feeds.front().path == "feed.xml");
    CHECK(show.announce.from == "host");
    CHECK(show.announce.catch_up == std::chrono::hours(24));
    CHECK_FALSE(show.announce.assume_public);
    CHECK(show.announce.answer == "この投稿に返信して教えてください。");
    CHECK(show.episodes.empty());
}

TEST_CASE("a show is read with all that is written") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml + R"(language = "en"
timezone = "Europe/Berlin"
media_address = "https://cdn.example.jp/"
explicit = true
[feed]
path = "podcast/feed.xml"
[announce]
from = "ci"
catch_up = "2d"
assume_public = true
[[person]]
id = "mikan"
name = "みかん"
[[person]]
id = "gen"
name = "ゲンさん"
role = "guest"
[[target]]
id = "web"
type = "folder"
path = "published"
[[channel]]
id = "lobby"
type = "file"
to = "sent.jsonl"
topics = ["飲食", "子育て"]
)");
    const model::LoadedShow loaded = model::load_show(folder.path());
    const model::Show& show = loaded.show;
    CHECK(tests::shown(loaded.findings) == Lines{});
    CHECK(show.media_address == "https://cdn.example.jp/");
    CHECK(show.explicit_content);
    CHECK(show.feeds.front().path == "podcast/feed.xml");
    CHECK(show.announce.from == "ci");
    CHECK(show.announce.catch_up == std::chrono::hours(48));
    CHECK(show.announce.assume_public);
    CHECK(show.announce.answer == "Reply to this post to answer.");
    REQUIRE(show.people.size() == 2);
    CHECK(show.people[0].role == "host");
    REQUIRE(show.person("gen") != nullptr);
    CHECK(show.person("gen")->name == "ゲンさん");
    CHECK(show.person("nobody") == nullptr);
    REQUIRE(show.targets.size() == 1);
    CHECK(show.targets[0].path == "published");
    CHECK(show.targets[0].place == core::Place{"show.toml", 25, 1});
    REQUIRE(show.channels.size() == 1);
    CHECK(show.channels[0].topics == Lines{"飲食", "子育て"});
}

TEST_CASE("an episode is read with all that is written") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml);
    tests::write(folder / "episodes/ramen/notes.md", "# 店\n");
    tests::write(folder / "episodes/ramen/episode.toml", tests::episode_toml + R"(number = 12
season = 2
kind = "bonus"
guid = "old-guid"
summary = "短く"
topics = ["飲食"]
people = ["mikan"]
art = "./art.png"
transcript = "transcript.vtt"
chapters = [
  { start = "0", title = "はじめ" },
  { start = "02:03.5", title = "店", link = "https://example.jp/" },
]
links = [{ title = "地図", url = "https://example.jp/map" }]
[rights]
music = "CC0"
)");
    const model::LoadedShow loaded = model::load_show(folder.path());
    CHECK(tests::shown(loaded.findings) == Lines{});
    REQUIRE(loaded.show.episodes.size() == 1);
    const model::Episode& episode = loaded.show.episodes[0];
    CHECK(episode.folder == "ramen");
    CHECK(episode.date == core::parse_rfc3339("2026-11-22T11:00:00Z"));
    CHECK(episode.number == 12);
    CHECK(episode.season == 2);
    CHECK(episode.kind == "bonus");
    CHECK(episode.art == "art.png");
    CHECK(episode.chapters ==
          std::vector<model::Chapter>{{0, "はじめ", ""}, {123.5, "店", "https://example.jp/"}});
    CHECK(episode.links == std::vector<model::Link>{{"地図", "https://example.jp/map"}});
    CHECK(episode.rights.music == std::string("CC0"));
    CHECK_FALSE(episode.rights.guests.has_value());
    CHECK(episode.notes == "# 店\n");
    CHECK_FALSE(episode.release.has_value());
    CHECK(episode.place("kind") == core::Place{"episodes/ramen/episode.toml", 7, 8});
    CHECK(episode.place("preset") == core::Place{"episodes/ramen/episode.toml", 0, 0});
}

TEST_CASE("what a show tells directories is read with all that is written") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml + R"(reading = "えふえむ"
owner_email = "radio@example.jp"
copyright = "© 2026 市役所"
link = "https://www.example.jp/fm"
type = "serial"
locked = false
[license]
name = "cc-by-4.0"
url = "https://creativecommons.org/licenses/by/4.0/"
[location]
name = "佐久市"
rel = "creator"
geo = "geo:36.25,138.48"
osm = "R4796319"
country = "JP"
[update_frequency]
text = "隔週日曜"
rrule = "FREQ=WEEKLY;INTERVAL=2"
complete = true
[publisher]
guid = "003af0a0-6a45-55cf-b765-68e3d349551a"
url = "https://publisher.example.jp/feed.xml"
[[season]]
number = 2
name = "冬"
[[season]]
number = 1
name = "秋"
[[funding]]
text = "応援"
url = "https://example.jp/help"
[[txt]]
purpose = "verify"
value = "abc"
[[txt]]
value = "without a purpose"
[[podroll]]
title = "となり町"
guid = "9b024349-ccf0-5f69-a609-6b82873eab3c"
url = "https://podnews.net/rss"
[[podroll]]
guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
[[person]]
id = "mikan"
name = "みかん"
reading = "みかん"
link = "https://example.jp/mikan"
image = "https://example.jp/mikan.png"
)");
    const model::LoadedShow loaded = model::load_show(folder.path());
    const model::Show& show = loaded.show;
    CHECK(tests::shown(loaded.findings) == Lines{});
    CHECK(show.reading == "えふえむ");
    CHECK(show.owner_email == "radio@example.jp");
    CHECK(show.copyright == "© 2026 市役所");
    CHECK(show.link == "https://www.example.jp/fm");
    CHECK(show.type == "serial");
    CHECK_FALSE(show.locked);
    CHECK(show.license == model::License{"cc-by-4.0", "https://creativecommons.org/licenses/by/4.0/"});
    CHECK(show.location == model::Location{"佐久市", "creator", "geo:36.25,138.48", "R4796319", "JP"});
    CHECK(show.update_frequency == model::UpdateFrequency{"隔週日曜", "FREQ=WEEKLY;INTERVAL=2", true});
    CHECK(show.publisher == model::RemoteFeed{"", "003af0a0-6a45-55cf-b765-68e3d349551a",
                                              "https://publisher.example.jp/feed.xml"});
    REQUIRE(show.seasons.size() == 2);
    CHECK(show.seasons[0].number == 2);
    CHECK(show.seasons[0].name == "冬");
    CHECK(show.seasons[1].number == 1);
    CHECK(show.funding == std::vector<model::Funding>{{"応援", "https://example.jp/help"}});
    CHECK(show.txt == std::vector<model::Txt>{{"verify", "abc"}, {"", "without a purpose"}});
    CHECK(show.podroll == std::vector<model::RemoteFeed>{
                              {"となり町", "9b024349-ccf0-5f69-a609-6b82873eab3c", "https://podnews.net/rss"},
                              {"", "917393e3-1b1e-5cef-ace4-edaa54e1f810", ""}});
    REQUIRE(show.people.size() == 1);
    CHECK(show.people[0].reading == "みかん");
    CHECK(show.people[0].link == "https://example.jp/mikan");
    CHECK(show.people[0].image == "https://example.jp/mikan.png");
    CHECK(show.place("update_frequency.rrule").line == 25);
    CHECK(show.place("podroll.1.guid").line == 49);
}

TEST_CASE("a show that tells directories nothing more has none of it") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml);
    const model::Show show = model::load_show(folder.path()).show;
    CHECK(show.type == "episodic");
    CHECK(show.locked);
    CHECK_FALSE(show.license);
    CHECK_FALSE(show.location);
    CHECK_FALSE(show.update_frequency);
    CHECK_FALSE(show.publisher);
    CHECK(show.seasons.empty());
    CHECK(show.funding.empty());
    CHECK(show.txt.empty());
    CHECK(show.podroll.empty());
}

TEST_CASE("what apps can do with an episode is read with all that is written") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml);
    tests::write(folder / "episodes/ramen/episode.toml", tests::episode_toml + R"(reading = "らーめん"
link = "https://radio.example.jp/ramen/"
explicit = true
block = true
[license]
name = "cc0-1.0"
[location]
name = "岩村田"
country = "JP"
[[soundbite]]
start = "01:02.5"
duration = 30.5
title = "おすすめ"
[[soundbite]]
start = "90"
duration = 15
[[social_interact]]
uri = "https://social.example.jp/@fm/1"
protocol = "activitypub"
account_id = "@fm@social.example.jp"
account_url = "https://social.example.jp/@fm"
[[social_interact]]
uri = "at://did:plc:abc/app.bsky.feed.post/1"
protocol = "bluesky"
[[content_link]]
text = "動画で見る"
url = "https://video.example.jp/1"
)");
    const model::LoadedShow loaded = model::load_show(folder.path());
    CHECK(tests::shown(loaded.findings) == Lines{});
    REQUIRE(loaded.show.episodes.size() == 1);
    const model::Episode& episode = loaded.show.episodes[0];
    CHECK(episode.reading == "らーめん");
    CHECK(episode.link == "https://radio.example.jp/ramen/");
    CHECK(episode.explicit_content == true);
    CHECK(episode.block);
    CHECK(episode.license == model::License{"cc0-1.0", ""});
    CHECK(episode.location == model::Location{"岩村田", "subject", "", "", "JP"});
    CHECK(episode.soundbites == std::vector<model::Soundbite>{{62.5, 30.5, "おすすめ"}, {90, 15, ""}});
    CHECK(episode.social_interacts ==
          std::vector<model::SocialInteract>{{"https://social.example.jp/@fm/1", "activitypub",
                                              "@fm@social.example.jp", "https://social.example.jp/@fm"},
                                             {"at://did:plc:abc/app.bsky.feed.post/1", "bluesky", "", ""}});
    CHECK(episode.content_links == std::vector<model::Link>{{"動画で見る", "https://video.example.jp/1"}});
    CHECK(episode.place("soundbite.1.start") == core::Place{"episodes/ramen/episode.toml", 19, 9});
}

TEST_CASE("an episode that says nothing of it is as the show, and listed") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml);
    tests::write(folder / "episodes/ramen/episode.toml", tests::episode_toml + "explicit = false\n");
    tests::write(folder / "episodes/soba/episode.toml", tests::episode_toml);
    const model::Show show = model::load_show(folder.path()).show;
    REQUIRE(show.episodes.size() == 2);
    CHECK(show.episodes[0].explicit_content == false);
    CHECK_FALSE(show.episodes[1].explicit_content.has_value());
    CHECK_FALSE(show.episodes[1].block);
    CHECK_FALSE(show.episodes[1].license);
    CHECK_FALSE(show.episodes[1].location);
    CHECK(show.episodes[1].soundbites.empty());
}

TEST_CASE("episodes stand by folder name, and a folder without episode.toml is none") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml);
    for (const char* name : {"c", "a", "b"}) {
        tests::write(folder / "episodes" / name / "episode.toml", tests::episode_toml);
    }
    tests::write(folder / "episodes/draft/memo.txt", "later");
    const model::Show show = model::load_show(folder.path()).show;
    Lines names;
    for (const model::Episode& episode : show.episodes) names.push_back(episode.folder);
    CHECK(names == Lines{"a", "b", "c"});
}

TEST_CASE("a syntax error hides one file and no other") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml + "titel = \"x\"\n");
    tests::write(folder / "episodes/a/episode.toml", "title = \"a\"\ndate = \n");
    tests::write(folder / "episodes/b/episode.toml", tests::episode_toml + "nubmer = 1\n");
    const model::LoadedShow loaded = model::load_show(folder.path());
    REQUIRE(loaded.findings.size() == 3);
    CHECK(tests::shown(loaded.findings[0]) == "show.toml:8:1 error unknown-key key=titel meant=title");
    CHECK(loaded.findings[1].code == core::Code::toml_syntax);
    CHECK(loaded.findings[1].where.file == "episodes/a/episode.toml");
    CHECK(loaded.findings[1].where.line == 2);
    CHECK(tests::shown(loaded.findings[2]) ==
          "episodes/b/episode.toml:5:1 error unknown-key key=nubmer meant=number");
    CHECK(loaded.show.episodes.size() == 1);
}

TEST_CASE("a broken release is found, and the episode is still read") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml);
    tests::write(folder / "episodes/a/episode.toml", tests::episode_toml);
    tests::write(folder / "episodes/a/release.json", "<<<<<<< HEAD\n{}\n");
    const model::LoadedShow loaded = model::load_show(folder.path());
    REQUIRE(loaded.findings.size() == 1);
    CHECK(loaded.findings[0].code == core::Code::json_syntax);
    CHECK(loaded.findings[0].severity == core::Severity::error);
    CHECK(loaded.findings[0].where == core::Place{"episodes/a/release.json", 0, 0});
    REQUIRE(loaded.show.episodes.size() == 1);
    CHECK(loaded.show.episodes[0].title == "ラーメン");
}

TEST_CASE("without show.toml there is no show here") {
    const tests::TempFolder folder;
    try {
        model::load_show(folder.path());
        FAIL("there is no show");
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::no_show_here);
        CHECK(error.kind == core::Kind::usage);
    }
}

TEST_CASE("the show is the nearest folder upwards that holds show.toml") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml);
    tests::write(folder / "episodes/a/episode.toml", tests::episode_toml);
    tests::write(folder / "inner/show.toml", tests::show_toml);
    CHECK(model::find_show(folder.path()) == folder.path());
    CHECK(model::find_show(folder / "episodes/a") == folder.path());
    CHECK(model::find_show(folder / "inner") == folder / "inner");
    const tests::TempFolder elsewhere;
    CHECK_THROWS_AS(model::find_show(elsewhere.path()), core::Error);
}
