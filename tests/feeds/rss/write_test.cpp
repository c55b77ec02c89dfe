// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>

#include "feeds/rss/feed.h"
#include "tests/feeds/rss/example.h"
#include "tests/feeds/rss/read_back.h"
#include "tests/support/golden.h"

using namespace cityfm;
using Texts = std::vector<std::string>;
using tests::all;
using tests::attribute;
using tests::complaints;
using tests::texts;

namespace {

constexpr const char* small_cover = "https://radio.example.jp/media/cover-0123456789ab.png";

/// A feed of one item with something in every field.
rss::Feed complete_feed() {
    rss::Feed feed;
    feed.self = "https://radio.example.jp/feed.xml";
    feed.guid = "3584cbd5-094e-5c08-9df4-e588987d11dd";
    feed.title = "番組";
    feed.link = "https://radio.example.jp/?a=1&b=2";
    feed.description = "番組の説明";
    feed.language = "ja";
    feed.author = "ラジオ部";
    feed.owner_email = "radio@radio.example.jp";
    feed.locked = true;
    feed.copyright = "© 2026";
    feed.image = "https://radio.example.jp/cover.png";
    feed.categories = {{"Society & Culture", "Places & Travel"}, {"Government"}};
    feed.last_build = "Sun, 22 Nov 2026 20:00:00 +0900";
    feed.people = {{"みかん", "host", "https://a.example/", "https://a.example/a.png"}};
    rss::Item item;
    item.guid = "guid-1";
    item.title = "題名";
    item.published = "Sun, 22 Nov 2026 20:00:00 +0900";
    item.description = "<p>話 &amp; 歌</p>";
    item.enclosure = {"https://radio.example.jp/media/a.mp3", "audio/mpeg", 29'000'001};
    item.duration_seconds = 1801;
    item.kind = "bonus";
    item.number = 12;
    item.season = 2;
    item.display = "第12回";
    item.image = "https://radio.example.jp/art.png";
    item.explicit_content = true;
    item.people = {{"ゲンさん", "guest", "", ""}};
    item.transcripts = {{"https://radio.example.jp/media/t.vtt", "text/vtt"},
                        {"https://radio.example.jp/media/t.srt", "application/x-subrip"}};
    item.chapters = rss::Resource{"https://radio.example.jp/media/c.json", "application/json+chapters"};
    item.chapter_list = {{0, "はじめに"},
                         {61.5, "本題", "https://example.jp/a", "", "https://example.jp/b.jpg"}};
    feed.items = {item};
    return feed;
}

}  // namespace

TEST_CASE("the namespaces are bound byte for byte") {
    const std::string xml = rss::write(complete_feed());
    CHECK(xml.rfind("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", 0) == 0);
    for (const char* binding : {"xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"",
                                "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"",
                                "xmlns:atom=\"http://www.w3.org/2005/Atom\"", "<rss version=\"2.0\""}) {
        INFO(binding);
        CHECK(xml.find(binding) != std::string::npos);
    }
}

TEST_CASE("the channel holds every tag that it must") {
    const tests::FeedDocument document(rss::write(complete_feed()));
    const auto& channel = document.channel();
    CHECK(texts(channel, "title") == Texts{"番組"});
    CHECK(texts(channel, "link") == Texts{"https://radio.example.jp/?a=1&b=2"});
    CHECK(texts(channel, "description") == Texts{"番組の説明"});
    CHECK(texts(channel, "language") == Texts{"ja"});
    CHECK(attribute(channel, "atom:link", "href") == "https://radio.example.jp/feed.xml");
    CHECK(attribute(channel, "atom:link", "rel") == "self");
    CHECK(attribute(channel, "atom:link", "type") == "application/rss+xml");
    CHECK(attribute(channel, "itunes:image", "href") == "https://radio.example.jp/cover.png");
    CHECK(texts(channel, "itunes:explicit") == Texts{"false"});
    CHECK(texts(channel, "itunes:author") == Texts{"ラジオ部"});
    CHECK(texts(channel, "podcast:guid") == Texts{"3584cbd5-094e-5c08-9df4-e588987d11dd"});
    CHECK(texts(channel, "podcast:locked") == Texts{"yes"});
    CHECK(attribute(channel, "podcast:locked", "owner") == "radio@radio.example.jp");
}

TEST_CASE("the channel holds what it should: dates, rights, owner, people, medium") {
    const tests::FeedDocument document(rss::write(complete_feed()));
    const auto& channel = document.channel();
    CHECK(texts(channel, "lastBuildDate") == Texts{"Sun, 22 Nov 2026 20:00:00 +0900"});
    CHECK(texts(channel, "copyright") == Texts{"© 2026"});
    CHECK(texts(channel, "itunes:type") == Texts{"episodic"});
    CHECK(texts(channel, "podcast:medium") == Texts{"podcast"});
    REQUIRE(all(channel, "itunes:owner").size() == 1);
    CHECK(texts(*all(channel, "itunes:owner")[0], "itunes:email") == Texts{"radio@radio.example.jp"});
    CHECK(texts(channel, "podcast:person") == Texts{"みかん"});
    CHECK(attribute(channel, "podcast:person", "href") == "https://a.example/");
    CHECK(attribute(channel, "podcast:person", "img") == "https://a.example/a.png");
}

TEST_CASE("categories nest as Apple wants them") {
    const tests::FeedDocument document(rss::write(complete_feed()));
    const auto categories = all(document.channel(), "itunes:category");
    REQUIRE(categories.size() == 2);
    CHECK(categories[0]->Attribute("text") == std::string("Society & Culture"));
    CHECK(attribute(*categories[0], "itunes:category", "text") == "Places & Travel");
    CHECK(categories[1]->Attribute("text") == std::string("Government"));
    CHECK(categories[1]->NoChildren());
}

TEST_CASE("an item holds every tag that it must") {
    const tests::FeedDocument document(rss::write(complete_feed()));
    const auto& item = document.item();
    CHECK(texts(item, "title") == Texts{"題名"});
    CHECK(texts(item, "guid") == Texts{"guid-1"});
    CHECK(attribute(item, "guid", "isPermaLink") == "false");
    CHECK(texts(item, "pubDate") == Texts{"Sun, 22 Nov 2026 20:00:00 +0900"});
    CHECK(texts(item, "description") == Texts{"<p>話 &amp; 歌</p>"});
    CHECK(attribute(item, "enclosure", "url") == "https://radio.example.jp/media/a.mp3");
    CHECK(attribute(item, "enclosure", "length") == "29000001");
    CHECK(attribute(item, "enclosure", "type") == "audio/mpeg");
    CHECK(texts(item, "itunes:duration") == Texts{"1801"});
    const auto transcripts = all(item, "podcast:transcript");
    REQUIRE(transcripts.size() == 2);
    CHECK(transcripts[0]->Attribute("url") == std::string("https://radio.example.jp/media/t.vtt"));
    CHECK(transcripts[0]->Attribute("type") == std::string("text/vtt"));
    CHECK(transcripts[1]->Attribute("type") == std::string("application/x-subrip"));
    CHECK(attribute(item, "podcast:chapters", "url") == "https://radio.example.jp/media/c.json");
    CHECK(attribute(item, "podcast:chapters", "type") == "application/json+chapters");
}

TEST_CASE("an item holds its chapters as Podlove has them") {
    const tests::FeedDocument document(rss::write(complete_feed()));
    CHECK(attribute(document.item(), "psc:chapters", "version") == "1.2");
    const auto* const list = document.item().FirstChildElement("psc:chapters");
    REQUIRE(list != nullptr);
    const auto chapters = all(*list, "psc:chapter");
    REQUIRE(chapters.size() == 2);
    CHECK(chapters[0]->Attribute("start") == std::string("00:00:00.000"));
    CHECK(chapters[0]->Attribute("title") == std::string("はじめに"));
    CHECK(chapters[0]->Attribute("href") == nullptr);
    CHECK(chapters[1]->Attribute("start") == std::string("00:01:01.500"));
    CHECK(chapters[1]->Attribute("href") == std::string("https://example.jp/a"));
    CHECK(chapters[1]->Attribute("image") == std::string("https://example.jp/b.jpg"));
}

TEST_CASE("an item holds what it should: number, season, kind, picture, people") {
    const tests::FeedDocument document(rss::write(complete_feed()));
    const auto& item = document.item();
    CHECK(texts(item, "itunes:episode") == Texts{"12"});
    CHECK(texts(item, "itunes:season") == Texts{"2"});
    CHECK(texts(item, "itunes:episodeType") == Texts{"bonus"});
    CHECK(texts(item, "itunes:explicit") == Texts{"true"});
    CHECK(attribute(item, "itunes:image", "href") == "https://radio.example.jp/art.png");
    CHECK(texts(item, "podcast:episode") == Texts{"12"});
    CHECK(attribute(item, "podcast:episode", "display") == "第12回");
    CHECK(texts(item, "podcast:person") == Texts{"ゲンさん"});
    CHECK(attribute(item, "podcast:person", "role") == "guest");
    CHECK(attribute(item, "podcast:person", "href") == "(none)");
}

TEST_CASE("what a show does not have leaves no empty tag behind") {
    rss::Feed feed = complete_feed();
    feed.copyright = feed.owner_email = feed.image = feed.last_build = "";
    feed.people.clear();
    feed.items[0].number = feed.items[0].season = std::nullopt;
    feed.items[0].image = "";
    feed.items[0].people.clear();
    feed.items[0].transcripts.clear();
    feed.items[0].chapters = std::nullopt;
    feed.items[0].chapter_list.clear();
    const std::string xml = rss::write(feed);
    for (const char* tag : {"copyright", "itunes:owner", "itunes:image", "lastBuildDate", "podcast:person",
                            "owner=", "itunes:episode>", "itunes:season", "podcast:episode",
                            "podcast:transcript", "podcast:chapters", "psc:chapter"}) {
        INFO(tag);
        CHECK(xml.find(tag) == std::string::npos);
    }
    CHECK(complaints(xml).empty());
}

TEST_CASE("a small show's feed is the golden one, well-formed, and the same bytes each time") {
    const model::Show show = tests::small_show();
    const std::string xml =
        rss::write(rss::assemble(show, show.feeds.front(), tests::given(show.episodes), small_cover));
    CHECK(xml == tests::golden("feed_small.xml", xml));
    CHECK(xml ==
          rss::write(rss::assemble(show, show.feeds.front(), tests::given(show.episodes), small_cover)));
    CHECK(complaints(xml).empty());
}

TEST_CASE(
    "a full show's feed is the golden one, well-formed, and the same bytes in any order of its episodes") {
    const model::Show show = tests::full_show();
    auto episodes = tests::given(show.episodes);
    episodes[2].transcripts = {{"https://cdn.example.jp/media/t-0123456789ab.vtt", "text/vtt"},
                               {"https://cdn.example.jp/media/t-0123456789ab.json", "application/json"}};
    episodes[2].chapter_list = show.episodes[2].chapters;
    episodes[2].chapter_list[1].image = "https://cdn.example.jp/media/ch-0123456789ab.jpg";
    episodes[2].chapters =
        rss::Resource{"https://cdn.example.jp/media/c-0123456789ab.json", "application/json+chapters"};
    episodes[2].image = "https://cdn.example.jp/media/art-0123456789ab.png";
    const std::string cover = "https://cdn.example.jp/media/cover-0123456789ab.png";
    const std::string xml = rss::write(rss::assemble(show, show.feeds.front(), episodes, cover));
    CHECK(xml == tests::golden("feed_full.xml", xml));
    std::reverse(episodes.begin(), episodes.end());
    CHECK(xml == rss::write(rss::assemble(show, show.feeds.front(), episodes, cover)));
    CHECK(complaints(xml).empty());
}
