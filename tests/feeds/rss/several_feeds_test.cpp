// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "feeds/rss/feed.h"
#include "pipeline/model/public_names.h"
#include "tests/feeds/rss/example.h"
#include "tests/feeds/rss/read_back.h"
#include "tests/support/golden.h"

using namespace cityfm;
using tests::attribute;
using Texts = std::vector<std::string>;

namespace {

rss::Feed feed_with(const model::Show& show, const model::FeedSettings& settings) {
    return rss::assemble(show, settings, tests::given(show.episodes),
                         "https://radio.example.jp/media/cover.png");
}

/// A show of `count` episodes, the highest number newest.
model::Show show_of(unsigned count) {
    model::Show show = tests::full_show();
    show.episodes.clear();
    for (unsigned i = 1; i <= count; ++i) {
        show.episodes.push_back(
            tests::released("e" + std::to_string(i), "guid-" + std::to_string(i), tests::november(i, 0)));
    }
    return show;
}

std::string written(const rss::Feed& feed) {
    std::string xml = rss::write(feed);
    CHECK(tests::complaints(xml).empty());
    return xml;
}

}  // namespace

TEST_CASE("a feed has its own address, guid, title and description, else the show's") {
    const model::Show show = tests::full_show();
    model::FeedSettings settings;
    settings.path = "opus.xml";
    CHECK(feed_with(show, settings).self == "https://radio.example.jp/opus.xml");
    CHECK(feed_with(show, settings).title == show.title);
    CHECK(feed_with(show, settings).guid == show.guid);
    settings.address = "https://feeds.example.jp/radio";
    settings.guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810";
    settings.title = "もうひとつ";
    settings.description = "別の説明";
    const rss::Feed feed = feed_with(show, settings);
    CHECK(feed.self == "https://feeds.example.jp/radio");
    CHECK(feed.guid == settings.guid);
    CHECK(feed.title == "もうひとつ");
    CHECK(feed.description == "別の説明");
}

TEST_CASE("a feed of a rendition offers it, and the others as alternates") {
    const model::Show show = tests::full_show();
    model::FeedSettings settings;
    settings.rendition = "opus";
    const rss::Feed feed = feed_with(show, settings);
    CHECK(feed.items[0].enclosure.type == "audio/ogg; codecs=opus");
    REQUIRE(feed.items[0].alternates.size() == 1);
    CHECK(feed.items[0].alternates[0].enclosure.type == "audio/mpeg");
    SECTION("an episode without it keeps what every app plays, and is not lost") {
        CHECK(feed.items.size() == 3);
        CHECK(feed.items[1].enclosure.type == "audio/mpeg");
        CHECK(feed.items[1].alternates.empty());
    }
}

TEST_CASE("a feed holds only the episodes of its topics, its season, or the latest") {
    model::Show show = tests::full_show();
    show.episodes[0].topics = {"子育て"};
    show.episodes[1].topics = {"飲食", "雪"};
    model::FeedSettings settings;
    settings.topics = {"雪", "子育て"};
    CHECK(tests::guids(feed_with(show, settings)) == Texts{"guid-yuki", "guid-trailer"});
    settings.topics.clear();
    settings.season = 2;
    CHECK(tests::guids(feed_with(show, settings)) == Texts{"guid-ramen", "guid-trailer"});
    settings.season.reset();
    settings.latest = 2;
    CHECK(tests::guids(feed_with(show, settings)) == Texts{"guid-ramen", "guid-yuki"});
    settings.season = 7;
    CHECK(feed_with(show, settings).items.empty());
}

TEST_CASE("the trailer stays in the channel when the latest episodes leave it behind") {
    model::FeedSettings settings;
    settings.latest = 1;
    const rss::Feed feed = feed_with(tests::full_show(), settings);
    CHECK(feed.items.size() == 1);
    REQUIRE(feed.trailers.size() == 1);
    CHECK(feed.trailers[0].title == "はじまります");
    CHECK(feed.trailers[0].season == 2);
}

TEST_CASE("a hub stands in the feed only where something is published that it can be told of") {
    model::Show show = tests::full_show();
    CHECK(feed_with(show, show.feeds.front()).hub == "https://hub.example.jp/");
    show.targets.clear();
    CHECK(feed_with(show, show.feeds.front()).hub.empty());
}

TEST_CASE("pages name each other, and hold every item once") {
    const rss::Feed feed = feed_with(show_of(7), {});
    const auto pages = rss::pages_of(feed, 3);
    REQUIRE(pages.size() == 3);
    CHECK(tests::guids(pages[0]) == Texts{"guid-7", "guid-6", "guid-5"});
    CHECK(tests::guids(pages[1]) == Texts{"guid-4", "guid-3", "guid-2"});
    CHECK(tests::guids(pages[2]) == Texts{"guid-1"});
    const std::string at = "https://radio.example.jp/feed";
    CHECK(pages[0].self == at + ".xml");
    CHECK(pages[1].self == at + "-2.xml");
    CHECK(pages[0].pages == rss::PageLinks{at + ".xml", "", at + "-2.xml", at + "-3.xml"});
    CHECK(pages[1].pages == rss::PageLinks{at + ".xml", at + ".xml", at + "-3.xml", at + "-3.xml"});
    CHECK(pages[2].pages == rss::PageLinks{at + ".xml", at + "-2.xml", "", at + "-3.xml"});
    CHECK(pages[2].last_build == pages[2].items[0].published);
}

TEST_CASE("a feed that fits one page, or has none, is itself") {
    const rss::Feed feed = feed_with(show_of(3), {});
    CHECK(rss::pages_of(feed, 3) == std::vector<rss::Feed>{feed});
    CHECK(rss::pages_of(feed, std::nullopt) == std::vector<rss::Feed>{feed});
    const rss::Feed empty = feed_with(show_of(0), {});
    CHECK(rss::pages_of(empty, 3) == std::vector<rss::Feed>{empty});
}

TEST_CASE("a page's name keeps folder and extension") {
    CHECK(model::page_name("feed.xml", 1) == "feed.xml");
    CHECK(model::page_name("feed.xml", 2) == "feed-2.xml");
    CHECK(model::page_name("v1.0/feed", 2) == "v1.0/feed-2");
    CHECK(model::page_name("https://a.example/b.c/feed.rss", 10) == "https://a.example/b.c/feed-10.rss");
}

TEST_CASE("a later page is told from other files") {
    CHECK(model::is_later_page("feed-2.xml", "feed.xml", 1));
    CHECK(model::is_later_page("feed-13.xml", "feed.xml", 12));
    CHECK(model::is_later_page("a/feed-3.xml", "a/feed.xml", 2));
    CHECK_FALSE(model::is_later_page("feed-2.xml", "feed.xml", 2));
    for (const char* other :
         {"feed.xml", "feed-1.xml", "feed-0.xml", "feed-02.xml", "feed-2.json", "feed-x.xml", "feed-.xml",
          "feed-2x.xml", "other-2.xml", "a/feed-2.xml", "feed--2.xml", "feed-99999999999999999999.xml"}) {
        INFO(other);
        CHECK_FALSE(model::is_later_page(other, "feed.xml", 1));
    }
}

TEST_CASE("a feed that has moved is the golden one, and names its own address as the new one") {
    model::Show show = tests::full_show();
    show.locked = false;
    show.feeds.front().new_feed_url = "https://radio.example.jp/feed.xml";
    show.feeds.front().block = true;
    const std::string xml = written(feed_with(show, show.feeds.front()));
    CHECK(xml == tests::golden("feed_moved.xml", xml));
    const tests::FeedDocument document(xml);
    CHECK(tests::texts(document.channel(), "itunes:new-feed-url") ==
          Texts{"https://radio.example.jp/feed.xml"});
    CHECK(tests::texts(document.channel(), "itunes:block") == Texts{"Yes"});
    CHECK(tests::texts(document.channel(), "podcast:locked") == Texts{"no"});
}

TEST_CASE("the middle page of a paged feed is the golden one") {
    const std::string xml = written(rss::pages_of(feed_with(show_of(5), {}), 2)[1]);
    CHECK(xml == tests::golden("feed_paged.xml", xml));
    const tests::FeedDocument document(xml);
    Texts rels;
    for (const auto* link : tests::all(document.channel(), "atom:link"))
        rels.emplace_back(link->Attribute("rel"));
    CHECK(rels == Texts{"self", "first", "previous", "next", "last"});
}

TEST_CASE("the JSON feed is the golden one, and says the same as the RSS") {
    const model::Show show = tests::full_show();
    const rss::Feed feed = feed_with(show, show.feeds.front());
    const std::string text = rss::write_json(feed, "https://radio.example.jp/feed.json");
    CHECK(text == tests::golden("feed_full.json", text));
    const auto json = nlohmann::json::parse(text);
    CHECK(json.at("version") == "https://jsonfeed.org/version/1.1");
    CHECK(json.at("feed_url") == "https://radio.example.jp/feed.json");
    CHECK(json.at("hubs").at(0).at("type") == "WebSub");
    REQUIRE(json.at("items").size() == feed.items.size());
    const auto& first = json["items"][0];
    CHECK(first.at("id") == "guid-ramen");
    CHECK(first.at("date_published") == "2026-11-22T11:00:00+00:00");
    CHECK(first.at("content_html") == feed.items[0].content);
    REQUIRE(first.at("attachments").size() == 2);
    CHECK(first["attachments"][0].at("mime_type") == "audio/mpeg");
    CHECK(first["attachments"][0].at("size_in_bytes") == 1'234'567);
    CHECK(first["attachments"][1].at("duration_in_seconds") == 1800);
}

TEST_CASE("what an episode says of itself goes before what the show says") {
    model::Show show = tests::full_show();
    show.episodes[2].explicit_content = false;
    const rss::Feed feed = feed_with(show, {});
    CHECK_FALSE(feed.items[0].explicit_content);
    CHECK(feed.items[1].explicit_content);
    CHECK(feed.items[0].license == model::License{"cc-by-4.0", ""});
    CHECK_FALSE(feed.items[1].license);
    CHECK(feed.items[0].season_name == "冬");
}

TEST_CASE("a long description is cut whole, and stands in full beside it") {
    model::Show show = tests::small_show();
    std::string notes;
    for (int i = 0; i < 500; ++i) notes += "- **ラーメン**の話\n";
    show.episodes[0].notes = notes;
    const rss::Item item = feed_with(show, {}).items[0];
    CHECK(item.description.size() <= 4000);
    CHECK(item.description.size() > 3900);
    CHECK(item.description.find("…") != std::string::npos);
    CHECK(item.description.ends_with("</ul>"));
    CHECK(item.content.size() > 15'000);
    CHECK(item.content.find("…") == std::string::npos);
}
