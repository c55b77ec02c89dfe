// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>

#include "feeds/rss/feed.h"
#include "tests/feeds/rss/example.h"

using namespace cityfm;
using Texts = std::vector<std::string>;

namespace {

rss::Feed feed_of(const model::Show& show) {
    return rss::assemble(show, show.feeds.front(), tests::given(show.episodes), "");
}

/// The only item of a small show whose episode was changed by `change`.
template <class Change>
rss::Item item_with(Change change) {
    model::Show show = tests::small_show();
    change(show, show.episodes.front());
    return feed_of(show).items.at(0);
}

}  // namespace

TEST_CASE("the newest episode comes first, in whatever order they are given") {
    const model::Show show = tests::full_show();
    std::vector<std::size_t> order = {0, 1, 2};
    do {
        std::vector<model::Episode> episodes;
        for (const std::size_t i : order) episodes.push_back(show.episodes[i]);
        CHECK(tests::guids(rss::assemble(show, show.feeds.front(), tests::given(episodes), "")) ==
              Texts{"guid-ramen", "guid-yuki", "guid-trailer"});
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE(
    "of one moment, the higher number comes first, then the smaller guid, then those without a number") {
    model::Show show = tests::small_show();
    const auto add = [&](const std::string& guid, std::optional<int> number) {
        show.episodes.push_back(tests::released(guid, guid, tests::november(1, 0)));
        show.episodes.back().number = number;
    };
    show.episodes.clear();
    add("d", std::nullopt);
    add("c", 3);
    add("a", std::nullopt);
    add("b", 3);
    add("e", 10);
    const Texts expected = {"e", "b", "c", "a", "d"};
    CHECK(tests::guids(feed_of(show)) == expected);
    std::reverse(show.episodes.begin(), show.episodes.end());
    CHECK(tests::guids(feed_of(show)) == expected);
}

TEST_CASE("lastBuildDate is the newest pubDate, in the show's zone") {
    model::Show show = tests::full_show();
    CHECK(feed_of(show).last_build == "Sun, 22 Nov 2026 20:00:00 +0900");
    show.timezone = "America/New_York";
    CHECK(feed_of(show).last_build == "Sun, 22 Nov 2026 06:00:00 -0500");
    show.episodes.clear();
    CHECK(feed_of(show).last_build.empty());
}

TEST_CASE("the enclosure is the MP3, wherever it stands among the renditions") {
    const auto enclosure = item_with([](const model::Show&, model::Episode& episode) {
                               model::Rendition opus = episode.release->renditions.front();
                               opus.format = "opus";
                               opus.path = "media/a.opus";
                               opus.type = "audio/ogg; codecs=opus";
                               opus.bytes = 99;
                               episode.release->renditions.insert(episode.release->renditions.begin(), opus);
                           }).enclosure;
    CHECK(enclosure.url == "https://radio.example.jp/media/2026-11-22-ramen-0123456789ab.mp3");
    CHECK(enclosure.type == "audio/mpeg");
    CHECK(enclosure.bytes == 1'234'567);
}

TEST_CASE("without an MP3 the enclosure is the first rendition") {
    const auto enclosure = item_with([](const model::Show&, model::Episode& episode) {
                               model::Rendition m4a = episode.release->renditions.front();
                               m4a.format = "m4a";
                               m4a.path = "media/a.m4a";
                               model::Rendition opus = m4a;
                               opus.format = "opus";
                               opus.path = "media/a.opus";
                               episode.release->renditions = {m4a, opus};
                           }).enclosure;
    CHECK(enclosure.url == "https://radio.example.jp/media/a.m4a");
}

TEST_CASE("the enclosure lies at the address for media, the feed at the show's") {
    const rss::Feed feed = feed_of(tests::full_show());
    CHECK(feed.self == "https://radio.example.jp/feed.xml");
    CHECK(feed.items.at(0).enclosure.url == "https://cdn.example.jp/media/2026-11-22-ramen-0123456789ab.mp3");
}

TEST_CASE("the duration is in whole seconds, rounded, and never 0") {
    struct Case {
        std::int64_t frames;
        long seconds;
    };
    const auto [frames, seconds] = GENERATE(Case{44'100LL * 1800, 1800}, Case{44'100LL * 90 + 30'000, 91},
                                            Case{44'100LL * 90 + 10'000, 90}, Case{1'000, 1});
    const std::int64_t length = frames;
    const rss::Item item = item_with([length](const model::Show&, model::Episode& episode) {
        episode.release->renditions.front().frames = length;
    });
    CHECK(item.duration_seconds == seconds);
}

TEST_CASE("people come from the show by id, in the episode's order, and unknown ids are left out") {
    const rss::Item item = item_with([](model::Show& show, model::Episode& episode) {
        show.people = {{"a", "みかん", "", "host", "https://a.example/", "https://a.example/a.png"},
                       {"b", "ゲンさん", "", "guest", "", ""}};
        episode.people = {"b", "nobody", "a"};
    });
    CHECK(item.people ==
          std::vector<rss::FeedPerson>{{"ゲンさん", "guest", "", ""},
                                       {"みかん", "host", "https://a.example/", "https://a.example/a.png"}});
}

TEST_CASE("the channel's people are the hosts") {
    const rss::Feed feed = feed_of(tests::full_show());
    REQUIRE(feed.people.size() == 1);
    CHECK(feed.people[0].name == "みかん");
}

TEST_CASE("pictures, transcript and chapters are those that were given") {
    const model::Show show = tests::small_show();
    auto episodes = tests::given(show.episodes);
    episodes[0].image = "https://radio.example.jp/media/art.png";
    episodes[0].transcripts = {{"https://radio.example.jp/media/t.vtt", "text/vtt"},
                               {"https://radio.example.jp/media/t.srt", "application/x-subrip"}};
    episodes[0].chapters =
        rss::Resource{"https://radio.example.jp/media/c.json", "application/json+chapters"};
    const rss::Feed feed =
        rss::assemble(show, show.feeds.front(), episodes, "https://radio.example.jp/media/cover.png");
    CHECK(feed.image == "https://radio.example.jp/media/cover.png");
    CHECK(feed.items[0].image == "https://radio.example.jp/media/art.png");
    CHECK(feed.items[0].transcripts == episodes[0].transcripts);
    CHECK(feed.items[0].chapters == episodes[0].chapters);
}

TEST_CASE("a Japanese show says its numbers as 第12回, another one and an episode without a number do not") {
    const auto display = [](const std::string& language, std::optional<int> number) {
        return item_with([&](model::Show& show, model::Episode& episode) {
                   show.language = language;
                   episode.number = number;
               })
            .display;
    };
    CHECK(display("ja", 12) == "第12回");
    CHECK(display("ja-JP", 3) == "第3回");
    CHECK(display("en", 12).empty());
    CHECK(display("ja", std::nullopt).empty());
}

TEST_CASE("the guid in the feed is the released one, whatever the episode says now") {
    const rss::Item item = item_with([](const model::Show&, model::Episode& episode) {
        episode.guid = "written-later";
        episode.folder = "renamed";
    });
    CHECK(item.guid == "guid-ramen");
}

TEST_CASE("the description carries notes, question, how to answer, links and chapter lines") {
    const std::string html = feed_of(tests::full_show()).items.at(0).description;
    for (const char* part :
         {"<strong>ラーメン</strong>", "<li>しお</li>", "どこがいちばん？", "スレッドへどうぞ。",
          "<a href=\"https://town.example.jp/map?a=1&amp;b=2\">地図</a>", "00:00 はじめに", "01:01 本題"}) {
        INFO(part);
        CHECK(html.find(part) != std::string::npos);
    }
}

TEST_CASE("the channel's description holds 4000 bytes at most, cut between characters") {
    model::Show show = tests::small_show();
    const auto repeated = [](int count) {
        std::string text;
        for (int i = 0; i < count; ++i) text += "あ";
        return text;
    };
    show.description = repeated(1333) + "a";
    REQUIRE(show.description.size() == 4000);
    CHECK(feed_of(show).description == show.description);
    show.description = repeated(2000);
    CHECK(feed_of(show).description == repeated(1332) + "…");
}

TEST_CASE("the show's words, identity and marks reach the feed") {
    const rss::Feed feed = feed_of(tests::full_show());
    CHECK(feed.title == "FMリモート市役所");
    CHECK(feed.guid == "3584cbd5-094e-5c08-9df4-e588987d11dd");
    CHECK(feed.link == "https://town.example.jp/radio?from=feed&lang=ja");
    CHECK(feed.language == "ja");
    CHECK(feed.author == "ラジオ部");
    CHECK(feed.owner_email == "radio@radio.example.jp");
    CHECK(feed.copyright == "© 2026 ラジオ部");
    CHECK(feed.explicit_content);
    CHECK(feed.items.at(0).explicit_content);
    CHECK(feed.items.at(0).season == 2);
    CHECK(feed.items.at(2).kind == "trailer");
    CHECK(feed.categories == std::vector<Texts>{{"Society & Culture", "Places & Travel"}, {"Government"}});
}
