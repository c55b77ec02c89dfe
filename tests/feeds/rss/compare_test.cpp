// SPDX-License-Identifier: MIT
#include "feeds/rss/compare.h"

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

/// `severity code guid` of each finding that the guard of publishing heeds: what is lost, what moves.
Texts found(const rss::Feed& published, const rss::Feed& next, const std::set<std::string>& allowed = {}) {
    Texts lines;
    for (const core::Finding& finding :
         rss::compare(published, next, "https://radio.example.jp/feed.xml", allowed)) {
        if (finding.severity != core::Severity::error && finding.code != core::Code::enclosure_moved)
            continue;
        std::string line(core::name_of(finding.severity));
        line.append(" ")
            .append(core::name_of(finding.code))
            .append(" ")
            .append(core::arg(finding.args, "guid"));
        lines.push_back(line);
    }
    return lines;
}

/// `severity code title` of each other finding.
Texts noticed(const rss::Feed& before, const rss::Feed& after) {
    Texts lines;
    for (const core::Finding& finding : rss::compare(before, after, "old.xml")) {
        std::string line(core::name_of(finding.severity));
        line.append(" ").append(core::name_of(finding.code)).append(" ");
        lines.push_back(line + core::arg(finding.args, "title") + core::arg(finding.args, "show"));
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
    const auto args = rss::compare(published, next, "", {})[0].args;
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

TEST_CASE("between two equal feeds nothing is noticed") {
    CHECK(noticed(full_feed(), full_feed()).empty());
}

TEST_CASE("what is noticed without loss is told by its kind") {
    const rss::Feed before = full_feed();
    const std::string first = before.items[0].title;
    const std::string second = before.items[1].title;
    rss::Feed after = before;
    after.items[0].moment += std::chrono::hours(1);
    CHECK(noticed(before, after) == Texts{"warning date-changed " + first});
    after = before;
    after.items[0].guid_is_link = true;
    CHECK(noticed(before, after) == Texts{"warning permalink-changed " + first});
    after = before;
    std::swap(after.items[0], after.items[1]);
    CHECK(noticed(before, after) == Texts{"warning order-changed " + first});
    after = before;
    after.items[1].title = "別の題";
    CHECK(noticed(before, after) == Texts{"hint title-changed "});
    after = before;
    after.items[1].image = "https://cdn.example.jp/other.png";
    CHECK(noticed(before, after) == Texts{"hint picture-changed " + second});
    after = before;
    after.image = "https://cdn.example.jp/cover-2.png";
    CHECK(noticed(before, after) == Texts{"hint picture-changed " + before.title});
    after = before;
    after.items.erase(after.items.begin());
    CHECK(noticed(after, before) == Texts{"hint item-new " + first});
}

TEST_CASE("blanks at the ends of a title are not another title") {
    const rss::Feed before = full_feed();
    rss::Feed after = before;
    after.items[0].title = " " + before.items[0].title + "\n";
    CHECK(noticed(before, after).empty());
}

TEST_CASE("of items that are there twice the first counts, and what plays nothing does not") {
    const rss::Feed before = full_feed();
    rss::Feed twice = before;
    twice.items.push_back(before.items[0]);
    CHECK(noticed(twice, before).empty());
    rss::Feed silent = before;
    rss::Item post;
    post.guid = "a-post";
    silent.items.push_back(post);
    CHECK(noticed(silent, before).empty());
    CHECK(noticed(before, silent).empty());
}

TEST_CASE("an item under another guid is known by title and date where its sound moved, too") {
    const rss::Feed before = full_feed();
    rss::Feed after = before;
    after.items[1].guid = "another";
    after.items[1].enclosure.url = "https://cdn.example.jp/media/moved.mp3";
    after.items[1].alternates.clear();
    CHECK(found(before, after) == Texts{"error item-guid-changed guid-yuki"});
}
