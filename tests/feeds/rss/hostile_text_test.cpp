// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>

#include "feeds/rss/feed.h"
#include "tests/feeds/rss/example.h"
#include "tests/feeds/rss/read_back.h"

using namespace cityfm;
using Texts = std::vector<std::string>;
using namespace std::string_literals;

namespace {

rss::Feed small_feed() {
    const model::Show show = tests::small_show();
    return rss::assemble(show, show.feeds.front(), tests::given(show.episodes), "");
}

/// The feed with `text` in every place that people write.
rss::Feed feed_full_of(const std::string& text) {
    rss::Feed feed = small_feed();
    feed.title = feed.description = feed.author = feed.copyright = feed.owner_email = text;
    feed.link = feed.image = "https://radio.example.jp/?" + text;
    feed.categories = {{text, text}};
    feed.people = {{text, text, text, text}};
    rss::Item& item = feed.items.at(0);
    item.title = item.description = item.guid = item.display = text;
    item.number = 1;
    item.people = feed.people;
    item.image = item.enclosure.url = "https://radio.example.jp/?" + text;
    return feed;
}

std::string without_replacements(std::string text) {
    const std::string replacement = "\xEF\xBF\xBD";
    for (std::size_t at = text.find(replacement); at != std::string::npos; at = text.find(replacement)) {
        text.erase(at, replacement.size());
    }
    return text;
}

}  // namespace

TEST_CASE("marks of XML in a text come back as they were written") {
    const std::string text =
        GENERATE("R&D < Q&A > 5"s, "]]>"s, "<![CDATA[ x ]]> y"s, "&amp;&amp;&amp; Q&A R&D"s,
                 "&#12; &nbsp; &unknown;"s, "</title><item>"s, "\"quoted\" 'text'"s, "<!-- -- -->"s,
                 "<?xml version=\"1.0\"?>"s, "👩‍👩‍👧 と 𠮷野家"s);
    CAPTURE(text);
    const std::string xml = rss::write(feed_full_of(text));
    CHECK(tests::complaints(xml).empty());
    const tests::FeedDocument document(xml);
    CHECK(tests::texts(document.channel(), "title") == Texts{text});
    CHECK(tests::texts(document.item(), "title") == Texts{text});
    CHECK(tests::texts(document.item(), "description") == Texts{text});
    CHECK(tests::attribute(document.channel(), "itunes:category", "text") == text);
    CHECK(tests::attribute(document.item(), "podcast:person", "role") == text);
    CHECK(tests::attribute(document.item(), "enclosure", "url") == "https://radio.example.jp/?" + text);
}

TEST_CASE("control characters do not get into the feed, and the words around them do") {
    const std::string text = GENERATE("前\x01後"s, "前\x08後"s, "前\x0B後"s, "前\x0C後"s, "前\x1B後"s,
                                      "前\0後"s, "前\xEF\xBF\xBE後"s, "前\xEF\xBF\xBF後"s);
    CAPTURE(text);
    const std::string xml = rss::write(feed_full_of(text));
    CHECK(tests::complaints(xml).empty());
    const tests::FeedDocument document(xml);
    CHECK(without_replacements(tests::texts(document.channel(), "title").at(0)) == "前後");
    CHECK(without_replacements(tests::texts(document.item(), "title").at(0)) == "前後");
    CHECK(without_replacements(tests::attribute(document.item(), "podcast:person", "role")) == "前後");
}

TEST_CASE("tabs and line ends stay in a text") {
    rss::Feed feed = small_feed();
    feed.description = "一行目\n\t二行目";
    const tests::FeedDocument document(rss::write(feed));
    CHECK(tests::texts(document.channel(), "description") == Texts{"一行目\n\t二行目"});
}

TEST_CASE("bytes that are not UTF-8 are replaced, and the words around them stay") {
    // A lone continuation, a character cut short, an overlong slash, half of a surrogate pair, past U+10FFFF.
    const std::string broken =
        GENERATE("\x80"s, "\xFF\xFE"s, "\xE3\x81"s, "\xC0\xAF"s, "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s);
    CAPTURE(broken);
    const std::string xml = rss::write(feed_full_of("前" + broken + "後"));
    CHECK(tests::complaints(xml).empty());
    const tests::FeedDocument document(xml);
    const std::string title = tests::texts(document.item(), "title").at(0);
    CHECK(title != "前後");
    CHECK(without_replacements(title) == "前後");
    CHECK(tests::complaints(rss::write(feed_full_of("前" + broken))).empty());
}
