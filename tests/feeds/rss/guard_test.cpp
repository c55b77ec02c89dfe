// SPDX-License-Identifier: MIT
#include "feeds/rss/guard.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/feeds/rss/example.h"

using namespace cityfm;
using Texts = std::vector<std::string>;

namespace {

rss::Feed full_feed() {
    const model::Show show = tests::full_show();
    return rss::assemble(show, show.feeds.front(), tests::given(show.episodes), "");
}

/// `severity code guid` of each finding.
Texts found(const rss::Feed& published, const rss::Feed& next, const std::set<std::string>& allowed = {}) {
    Texts lines;
    for (const core::Finding& finding :
         rss::guard(published, next, "https://radio.example.jp/feed.xml", allowed)) {
        std::string line(core::name_of(finding.severity));
        line.append(" ")
            .append(core::name_of(finding.code))
            .append(" ")
            .append(core::arg(finding.args, "guid"));
        lines.push_back(line);
    }
    return lines;
}

}  // namespace

TEST_CASE("the same feed, another order and a new item lose nothing") {
    const rss::Feed published = full_feed();
    rss::Feed next = published;
    CHECK(found(published, next).empty());
    std::reverse(next.items.begin(), next.items.end());
    CHECK(found(published, next).empty());
    rss::Item fresh = next.items[0];
    fresh.guid = "guid-new";
    fresh.enclosure.url = "https://cdn.example.jp/media/new.mp3";
    fresh.alternates.clear();
    next.items.insert(next.items.begin(), fresh);
    CHECK(found(published, next).empty());
    CHECK(found(rss::Feed{}, next).empty());
}

TEST_CASE("changed words, dates and pictures are no loss") {
    const rss::Feed published = full_feed();
    rss::Feed next = published;
    next.title = next.items[0].title = "別の題";
    next.items[0].published = "Mon, 23 Nov 2026 20:00:00 +0900";
    next.items[0].image = "https://cdn.example.jp/other.png";
    CHECK(found(published, next).empty());
}

TEST_CASE("an item that is gone is named, unless it was named before") {
    const rss::Feed published = full_feed();
    rss::Feed next = published;
    next.items.erase(next.items.begin() + 1);
    CHECK(found(published, next) == Texts{"error item-lost guid-yuki"});
    CHECK(found(published, next, {"guid-yuki"}).empty());
    CHECK(found(published, next, {"guid-ramen"}) == Texts{"error item-lost guid-yuki"});
    next.items.clear();
    CHECK(found(published, next).size() == 3);
}

TEST_CASE("an item whose guid changed is told as that, by the sound that it keeps") {
    const rss::Feed published = full_feed();
    rss::Feed next = published;
    next.items[1].guid = "another";
    CHECK(found(published, next) == Texts{"error item-guid-changed guid-yuki"});
    const auto args = rss::guard(published, next, "", {})[0].args;
    CHECK(core::arg(args, "found") == "another");
    CHECK(core::arg(args, "title") == published.items[1].title);
    CHECK(found(published, next, {"guid-yuki"}).empty());
}

TEST_CASE("other bytes under an old address are refused, a new address is told") {
    const rss::Feed published = full_feed();
    rss::Feed next = published;
    next.items[0].enclosure.bytes += 1;
    CHECK(found(published, next) == Texts{"error other-bytes guid-ramen"});
    CHECK(found(published, next, {"guid-ramen"}).empty());
    next.items[0].enclosure.url = "https://cdn.example.jp/media/2026-11-22-ramen-ffffffffffff.mp3";
    CHECK(found(published, next) == Texts{"hint enclosure-moved "});
}

TEST_CASE("other bytes of the same length are seen by their hash, where the feed holds one") {
    const rss::Feed published = full_feed();
    rss::Feed next = published;
    REQUIRE(next.items[0].alternates.size() == 1);
    next.items[0].alternates[0].integrity = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    CHECK(found(published, next) == Texts{"error other-bytes guid-ramen"});
    next.items[0].alternates[0].integrity.clear();
    CHECK(found(published, next).empty());
}

TEST_CASE("the sound of one item under another item's old address is other bytes, too") {
    const rss::Feed published = full_feed();
    rss::Feed next = published;
    next.items[0].alternates.clear();
    std::swap(next.items[0].enclosure.url, next.items[1].enclosure.url);
    next.items[0].enclosure.bytes = 5;
    const Texts lines = found(published, next);
    CHECK(std::count(lines.begin(), lines.end(), "error other-bytes guid-yuki") == 1);
}

TEST_CASE("a length that nobody stated is not another one") {
    rss::Feed published = full_feed();
    const rss::Feed next = published;
    published.items[0].enclosure.bytes = 0;
    CHECK(found(published, next).empty());
}

TEST_CASE("the feed's own guid never changes, unless it was not there") {
    rss::Feed published = full_feed();
    rss::Feed next = published;
    next.guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810";
    CHECK(found(published, next) == Texts{"error feed-guid-changed " + published.guid});
    CHECK(found(published, next, {published.guid}).empty());
    published.guid.clear();
    CHECK(found(published, next).empty());
}
