// SPDX-License-Identifier: MIT
#include "feeds/rss/read.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "feeds/rss/lint/lint.h"
#include "pipeline/text/unicode.h"
#include "tests/feeds/rss/example.h"
#include "tests/feeds/rss/linted.h"
#include "tests/support/files.h"
#include "tests/support/raw_bytes.h"

using namespace cityfm;
using namespace std::string_literals;
using Texts = std::vector<std::string>;

namespace {

rss::Feed feed_in(const std::string& xml) {
    return rss::read(rss::parse(xml, "feed.xml"));
}

/// A feed with that in its channel.
rss::Feed feed_of(const std::string& inside) {
    return feed_in(
        "<rss xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" "
        "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
        "xmlns:psc=\"http://podlove.org/simple-chapters\"><channel>" +
        inside + "</channel></rss>");
}

/// The only item of a feed with that in it.
rss::Item item_of(const std::string& inside, const std::string& before = "") {
    return feed_of(before + "<item>" + inside + "</item>").items.at(0);
}

rss::Feed full_feed() {
    const model::Show show = tests::full_show();
    auto episodes = tests::given(show.episodes);
    episodes[2].transcripts = {{"https://cdn.example.jp/media/t.vtt", "text/vtt"},
                               {"https://cdn.example.jp/media/t.json", "application/json"}};
    episodes[2].chapter_list = show.episodes[2].chapters;
    episodes[2].chapter_list[1].image = "https://cdn.example.jp/media/ch.jpg";
    episodes[2].chapters = rss::Resource{"https://cdn.example.jp/media/c.json", "application/json+chapters"};
    episodes[2].image = "https://cdn.example.jp/media/art.png";
    rss::Feed feed = rss::assemble(show, show.feeds.front(), episodes, "https://cdn.example.jp/cover.png");
    feed.block = true;
    feed.new_feed_url = "https://radio.example.jp/feed.xml";
    feed.pages = {"https://radio.example.jp/1", "https://radio.example.jp/2", "https://radio.example.jp/4",
                  "https://radio.example.jp/9"};
    feed.update_frequency->complete = true;
    return feed;
}

/// The full feed with `text` in every place that people write.
rss::Feed feed_full_of(const std::string& text) {
    rss::Feed feed = full_feed();
    feed.title = feed.description = feed.author = feed.copyright = feed.generator = text;
    feed.categories = {{text, text}, {text}};
    feed.people = {{text, text, text, text}};
    feed.license = model::License{text, text};
    feed.location = model::Location{text, text, text, text, text};
    feed.update_frequency = model::UpdateFrequency{text, text, false};
    feed.txt = {{text, text}};
    feed.funding = {{text, text}};
    feed.podroll = {{text, text, text}};
    feed.publisher = feed.podroll.front();
    rss::Item& item = feed.items.front();
    item.guid = item.title = item.description = item.content = item.season_name = item.display = text;
    item.people = feed.people;
    item.chapter_list = {{0, text, text, "", text}, {61.5, text}};
    item.soundbites = {{0, 30, text}};
    item.social_interacts = {{text, text, text, text}};
    item.content_links = {{text, text}};
    item.license = feed.license;
    item.location = feed.location;
    return feed;
}

const std::filesystem::path corpus = std::filesystem::path(CITYFM_SOURCE) / "../shared/corpus/feeds";

/// A real feed, where it is there.
std::optional<std::string> real_feed(const std::string& name) {
    if (!std::filesystem::exists(corpus / name)) return std::nullopt;
    return tests::read(corpus / name);
}

/// True when the linter tells something that ends like this.
bool tells(const Texts& findings, const std::string& finding) {
    return std::any_of(findings.begin(), findings.end(), [&](const std::string& line) {
        return line.substr(line.find(' ') + 1).starts_with(finding);
    });
}

}  // namespace

TEST_CASE("a feed that was written reads back as itself") {
    const rss::Feed feed = full_feed();
    REQUIRE(feed.items.size() == 3);
    CHECK(rss::write(feed_in(rss::write(feed))) == rss::write(feed));
    CHECK(feed_in(rss::write(feed)) == feed);
    const model::Show small = tests::small_show();
    const rss::Feed least = rss::assemble(small, small.feeds.front(), tests::given(small.episodes), "");
    CHECK(feed_in(rss::write(least)) == least);
}

TEST_CASE("a feed of hostile texts reads back as itself, and nothing is told of its letters") {
    const std::string text = GENERATE(
        "R&D < Q&A > 5"s, "]]>"s, "<![CDATA[ x ]]> y"s, "&amp;&amp;&amp; Q&A R&D"s, "&#12; &nbsp; &unknown;"s,
        "</title><item>"s, "\"quoted\" 'text'"s, "<!-- -- -->"s, "<?xml version=\"1.0\"?>"s,
        "<!DOCTYPE html>"s, "a\tb"s, "a\nb"s, "👩‍👩‍👧 と 𠮷野家"s);
    CAPTURE(text);
    const rss::Feed feed = feed_full_of(text);
    const xml::Document document = rss::parse(rss::write(feed), "feed.xml");
    CHECK(tests::told(document.findings) == Texts{});
    CHECK(rss::read(document) == feed);
}

TEST_CASE("a text that XML cannot hold reads back without what it cannot") {
    const std::string text = GENERATE("前\x01後"s, "前\0後"s, "前\x1B[31m後"s, "前\xFF後"s, "前\uFFFE後"s);
    CHECK(feed_in(rss::write(feed_full_of(text))) == feed_full_of(text::clean(text)));
}

TEST_CASE("an item without a guid has its enclosure's address as one") {
    const std::string enclosure = "<enclosure url=\"a.mp3\" type=\"audio/mpeg\"/>";
    const std::string link = "<link>https://example.jp/radio/</link>";
    CHECK(item_of(enclosure, link).guid == "https://example.jp/radio/a.mp3");
    CHECK(item_of("<guid> </guid>" + enclosure, link).guid == "https://example.jp/radio/a.mp3");
    CHECK(item_of("<guid>\n x </guid>" + enclosure, link).guid == "\n x ");
    CHECK(item_of("<title>x</title>").guid.empty());
}

TEST_CASE("a relative enclosure lies where the feed does, or else on the show's page") {
    const std::string self = "<atom:link rel=\"self\" href=\"https://cdn.example.jp/shows/feed.xml\"/>";
    const std::string link = "<link>https://example.jp/radio/index.html</link>";
    const auto address = [](const std::string& url, const std::string& before) {
        return item_of("<enclosure url=\"" + url + "\"/>", before).enclosure.url;
    };
    CHECK(address("a.mp3", link + self) == "https://cdn.example.jp/shows/a.mp3");
    CHECK(address("/a.mp3?b=1&amp;c=2", link + self) == "https://cdn.example.jp/a.mp3?b=1&c=2");
    CHECK(address("../a.mp3", link) == "https://example.jp/a.mp3");
    CHECK(address("//other.example/a.mp3", link) == "https://other.example/a.mp3");
    CHECK(address(" http://other.example/a.mp3 ", link) == "http://other.example/a.mp3");
    CHECK(address("a.mp3", "") == "a.mp3");
    CHECK(address("", link).empty());
}

TEST_CASE("a relative address of a trailer lies where those of the items do") {
    CHECK(feed_of("<link>https://example.jp/radio/</link><podcast:trailer url=\"t.mp3\"/>")
              .trailers.at(0)
              .enclosure.url == "https://example.jp/radio/t.mp3");
}

TEST_CASE("of several enclosures the first that is sound or film is the item's") {
    const auto taken = [](const std::string& enclosures) { return item_of(enclosures).enclosure; };
    const std::string picture = "<enclosure url=\"a.jpg\" type=\"image/jpeg\" length=\"9\"/>";
    const std::string sound = "<enclosure url=\"a.mp3\" type=\"audio/mpeg\" length=\"1234567890123\"/>";
    const std::string film = "<enclosure url=\"a.mp4\" type=\"video/mp4\" length=\"x\"/>";
    CHECK(taken(picture + sound + film) == rss::Enclosure{"a.mp3", "audio/mpeg", 1'234'567'890'123});
    CHECK(taken(film + sound) == rss::Enclosure{"a.mp4", "video/mp4", 0});
    CHECK(taken(picture) == rss::Enclosure{"a.jpg", "image/jpeg", 9});
    CHECK(taken("") == rss::Enclosure{});
}

TEST_CASE("durations are read as hosts write them, in whole seconds") {
    struct Case {
        std::string written;
        long seconds;
    };
    const auto [written, seconds] =
        GENERATE(Case{"1801", 1801}, Case{"30:01", 1801}, Case{"0:30:01", 1801}, Case{"01:02:03", 3723},
                 Case{" 7:04\n", 424}, Case{"00:04:10.6", 251}, Case{"90.4", 90}, Case{"0", 0}, Case{"", 0},
                 Case{"half an hour", 0}, Case{"-5", 0}, Case{"1:2:3:4", 0}, Case{"99999999999999", 0});
    CAPTURE(written);
    CHECK(item_of("<itunes:duration>" + written + "</itunes:duration>").duration_seconds == seconds);
}

TEST_CASE("true and false are read as hosts have written them") {
    const auto explicit_ = [](const std::string& word) {
        return item_of("<itunes:explicit>" + word + "</itunes:explicit>").explicit_content;
    };
    for (const char* word : {"true", "True", "yes", "Yes", "YES", "explicit", " true "}) {
        CAPTURE(word);
        CHECK(explicit_(word));
    }
    for (const char* word : {"false", "no", "No", "clean", "1", "", "yess"}) {
        CAPTURE(word);
        CHECK_FALSE(explicit_(word));
    }
}

TEST_CASE("what is missing is looked for where else it may stand") {
    CHECK(item_of("<itunes:title>b</itunes:title><title>a</title>").title == "a");
    CHECK(item_of("<itunes:title>b</itunes:title><title> </title>").title == "b");
    const std::string podcast =
        "<podcast:season name=\"冬\">2</podcast:season><podcast:episode>3</podcast:episode>";
    const rss::Item both =
        item_of(podcast + "<itunes:season>4</itunes:season><itunes:episode>5</itunes:episode>");
    CHECK(both.season == 4);
    CHECK(both.number == 5);
    const rss::Item one = item_of(podcast + "<itunes:episode>third</itunes:episode>");
    CHECK(one.season == 2);
    CHECK(one.season_name == "冬");
    CHECK(one.number == 3);
    CHECK(item_of("<itunes:episode>0</itunes:episode>").number == 0);
    CHECK(item_of("<itunes:episode>99999999999</itunes:episode>").number == std::nullopt);
    const std::string image = "<image><url>https://example.jp/a.png</url></image>";
    CHECK(feed_of(image).image == "https://example.jp/a.png");
    CHECK(feed_of(image + "<itunes:image href=\"https://example.jp/b.png\"/>").image ==
          "https://example.jp/b.png");
    CHECK(feed_of(image + "<itunes:image/>").image == "https://example.jp/a.png");
}

TEST_CASE("a date is read with its moment, and kept as it was written") {
    const rss::Item item = item_of("<pubDate>Sun, 22 Nov 2026 20:00:00 +0900</pubDate>");
    CHECK(item.moment == tests::november(22, 11));
    CHECK(item.published == "Sun, 22 Nov 2026 20:00:00 +0900");
    CHECK(item_of("<pubDate>22 Nov 26 03:00 PST</pubDate>").moment == tests::november(22, 11));
    CHECK(item_of("<pubDate>yesterday</pubDate>").moment == core::Instant{});
    CHECK(item_of("<pubDate>yesterday</pubDate>").published == "yesterday");
}

TEST_CASE("categories are read as paths, and one without a name below another is none") {
    CHECK(feed_of(
              "<itunes:category text=\"Arts\"><itunes:category text=\"Food\"/>"
              "<itunes:category text=\"Books\"/></itunes:category><itunes:category text=\"TV &amp; Film\"/>")
              .categories == std::vector<Texts>{{"Arts", "Food"}, {"Arts", "Books"}, {"TV & Film"}});
    CHECK(feed_of("<itunes:category text=\"Technology\"><itunes:category>Gadgets</itunes:category>"
                  "</itunes:category>")
              .categories == std::vector<Texts>{{"Technology"}});
}

TEST_CASE("a document without a channel gives an empty feed") {
    for (const char* xml : {"", "text", "<rss/>", "<opml/>", "<html>", "{}"}) {
        CAPTURE(xml);
        CHECK(feed_in(xml) == rss::Feed{});
    }
}

TEST_CASE("the real feeds, where they are there, are read with their items, and linted with lines in them") {
    if (!std::filesystem::exists(corpus)) return;
    for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
        CAPTURE(entry.path().filename().string());
        const std::string xml = tests::read(entry.path());
        const auto lines = static_cast<int>(tests::count_of(xml, "\n")) + 1;
        const xml::Document document = rss::parse(xml, "feed.xml");
        const rss::Feed feed = rss::read(document);
        CHECK_FALSE(feed.title.empty());
        CHECK(feed.items.size() == tests::count_of(xml, "<item>") + tests::count_of(xml, "<item "));
        CHECK_FALSE(feed.items.empty());
        for (const rss::Item& item : feed.items) {
            CHECK_FALSE(item.guid.empty());
            CHECK_FALSE(item.title.empty());
            CHECK(item.moment != core::Instant{});
        }
        const core::Findings findings = rss::lint(document, {tests::november(23, 0), ""});
        CHECK_FALSE(findings.empty());
        for (const core::Finding& finding : findings) {
            CHECK(finding.where.line >= 1);
            CHECK(finding.where.line <= lines);
        }
    }
}

TEST_CASE("a real feed in CDATA, where it is there, keeps the address inside its address") {
    const auto xml = real_feed("anchor-ja-2025.xml");
    if (!xml) return;
    const rss::Feed feed = feed_in(*xml);
    CHECK(feed.title == "エンジニアの生存戦略ラジオ");
    CHECK(feed.language == "ja");
    CHECK(feed.items.at(0).enclosure.url.find("/play/104252539/https%3A%2F%2Fd3ctxlq1ktw2nl") !=
          std::string::npos);
}

TEST_CASE("a real feed, where it is there, shows the oddity that it is kept for") {
    struct Case {
        std::string file;
        Texts findings;
    };
    const std::vector<Case> cases = {
        {"anchor-en.xml", {"warning odd-blanks tag=title"}},
        {"libsyn-new-feed-url.xml", {"warning moved-elsewhere found=http://feeds.gimletmedia.com/"}},
        {"relative-enclosure.xml", {"error not-an-address tag=enclosure url found=/images/"}},
        {"single-quoted-attrs.xml",
         {"error text-before-declaration", "error not-closed found=<itunes:category> opened=20"}},
        {"rsr-capsule.xml",
         {"error tag-missing tag=guid", "warning old-namespace found=http://www.itunes.com/DTDs/"}},
        {"twit-macbreak.xml",
         {"warning old-category found=Technology > Tech News meant=News > Tech News",
          "error zone-by-name tag=pubDate"}},
        {"es-carlosazaustre.xml", {"error not-sound-type found=image/jpeg", "error bad-length found=0"}}};
    for (const Case& real : cases) {
        const auto xml = real_feed(real.file);
        if (!xml) continue;
        const Texts findings = tests::linted(*xml);
        for (const std::string& finding : real.findings) {
            CAPTURE(real.file, finding);
            CHECK(tells(findings, finding));
        }
    }
}

TEST_CASE("the oddities of real feeds, where they are there, are read through") {
    if (const auto xml = real_feed("relative-enclosure.xml")) {
        CHECK(feed_in(*xml).items.at(0).enclosure.url ==
              "https://kryogenix.org/images/me/hackergotchi-simpler.png");
    }
    if (const auto xml = real_feed("rsr-capsule.xml")) {
        const rss::Item item = feed_in(*xml).items.at(0);
        CHECK(item.guid == item.enclosure.url);
        CHECK(item.guid.starts_with("http"));
        CHECK(item.duration_seconds == 289);
    }
    if (const auto xml = real_feed("single-quoted-attrs.xml")) {
        CHECK(tests::guids(feed_in(*xml)) == Texts{"http://example.com/podcasts/archive/aae20050615.m4a",
                                                   "http://example.com/podcasts/archive/aae20050608.mp3",
                                                   "http://example.com/podcasts/archive/aae20050601.mp3"});
    }
    if (const auto xml = real_feed("megaphone-replyall.xml")) {
        CHECK(feed_in(*xml).items.at(0).published.ends_with("-0000"));
    }
    if (const auto xml = real_feed("namespace-example.xml")) {
        const rss::Item item = feed_in(*xml).items.at(0);
        CHECK(item.season == 1);
        CHECK(item.season_name == "Podcasting 2.0");
        CHECK(item.number == 3);
        CHECK(item.soundbites == std::vector<model::Soundbite>{{33.833, 60, ""}});
        REQUIRE(item.alternates.size() == 5);
        CHECK(item.alternates[1].title == "High quality");
        CHECK(item.alternates[1].bitrate == 96'000);
    }
}
