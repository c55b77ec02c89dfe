// SPDX-License-Identifier: MIT
#include "feeds/rss/import/import.h"

#include <catch2/catch.hpp>

#include "feeds/rss/compare.h"
#include "feeds/rss/read.h"
#include "pipeline/core/url.h"
#include "pipeline/model/public_names.h"
#include "pipeline/model/toml/keys.h"
#include "tests/feeds/rss/example.h"

using namespace cityfm;
using Texts = std::vector<std::string>;

namespace {

const std::string self = "https://old.example.jp/rss";

/// A feed whose channel and items hold that.
rss::Feed feed_of(const std::string& channel, const std::string& items) {
    return rss::read(
        rss::parse("<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" "
                   "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" "
                   "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
                   "xmlns:psc=\"http://podlove.org/simple-chapters\"><channel>" +
                       channel + items + "</channel></rss>",
                   "feed.xml"));
}

/// An item with an enclosure, and that.
std::string item(const std::string& more, const std::string& name = "a") {
    return "<item><enclosure url=\"https://old.example.jp/" + name +
           ".mp3\" length=\"1000\" type=\"audio/mpeg\"/>" + more + "</item>";
}

const std::string date = "<pubDate>Sun, 03 Mar 2024 20:00:00 +0900</pubDate>";
const std::string japanese =
    "<title>ラジオ</title><language>ja</language><itunes:author>市</itunes:author>"
    "<description>町の声</description><itunes:category text=\"Government\"/>";

rss::ImportOptions options() {
    rss::ImportOptions wanted;
    wanted.file = "feed.xml";
    wanted.former_address = self;
    wanted.address = "https://radio.example.jp/";
    wanted.now = tests::november(22, 12);
    return wanted;
}

rss::ImportedShow imported(const std::string& items, const std::string& channel = japanese) {
    return rss::import_feed(feed_of(channel, items), options());
}

model::Episode episode_of(const std::string& more) {
    const rss::ImportedShow made = imported(item(more));
    REQUIRE(made.show.episodes.size() == 1);
    return made.show.episodes.front();
}

/// `code tag found` of each finding.
Texts told(const rss::ImportedShow& made) {
    Texts lines;
    for (const core::Finding& finding : made.findings) {
        lines.push_back(std::string(core::name_of(finding.code)) + " " + core::arg(finding.args, "tag") +
                        " " + core::arg(finding.args, "found"));
    }
    return lines;
}

/// The feed of what was imported.
rss::Feed feed_again(const model::Show& show) {
    return rss::assemble(show, show.feeds.front(), tests::given(show.episodes), "");
}

}  // namespace

TEST_CASE("guids and their isPermaLink are kept character for character") {
    for (const char* guid :
         {"<guid isPermaLink=\"false\">892ad84c-A15e</guid>", "<guid>https://old.example.jp/?p=1</guid>",
          "<guid isPermaLink=\"true\">not a link</guid>", "<guid isPermaLink=\"false\"> blanks\n </guid>",
          "<guid isPermaLink=\"false\">a&#13;b&#9;c&#13;&#10;d</guid>",
          "<guid isPermaLink=\"false\">全角 &amp;amp; &lt;x&gt;</guid>"}) {
        INFO(guid);
        const rss::Feed before = feed_of(japanese, item(date + "<title>x</title>" + guid));
        const rss::Feed after = feed_again(rss::import_feed(before, options()).show);
        CHECK(after.items.at(0).guid == before.items.at(0).guid);
        CHECK(after.items.at(0).guid_is_link == before.items.at(0).guid_is_link);
        const rss::Feed written = rss::read(rss::parse(rss::write(after), "new.xml"));
        CHECK(written.items.at(0).guid == before.items.at(0).guid);
        CHECK(written.items.at(0).guid_is_link == before.items.at(0).guid_is_link);
    }
}

TEST_CASE("without a guid an item has its enclosure's old address as one, and that is no link") {
    const model::Episode episode = episode_of(date);
    CHECK(episode.release->guid == "https://old.example.jp/a.mp3");
    CHECK_FALSE(episode.release->guid_is_link);
}

TEST_CASE("podcast:guid is the feed's, else that of its old address, else that of its page") {
    const std::string own = "917393e3-1b1e-5cef-ace4-edaa54e1f810";
    CHECK(imported("", japanese + "<podcast:guid>" + own + "</podcast:guid>").show.guid == own);
    CHECK(imported("").show.guid == model::podcast_guid(self));
    rss::ImportOptions nowhere = options();
    nowhere.former_address.clear();
    const rss::Feed feed = feed_of(japanese + "<link>https://town.example.jp/</link>", "");
    const rss::ImportedShow made = rss::import_feed(feed, nowhere);
    CHECK(made.show.guid == model::podcast_guid("https://town.example.jp/"));
    CHECK(told(made) == Texts{"value-missing podcast:guid " + made.show.guid});
    CHECK(told(imported("", japanese + "<podcast:guid>y0ur</podcast:guid>")) ==
          Texts{"value-left-out podcast:guid y0ur"});
}

TEST_CASE("the new feed says that it has moved once its place is decided, and remembers the old one") {
    const model::FeedSettings feed = imported("").show.feeds.front();
    CHECK(feed.new_feed_url == "https://radio.example.jp/feed.xml");
    CHECK(feed.former_address == self);
    rss::ImportOptions undecided = options();
    undecided.decided = false;
    CHECK(rss::import_feed(feed_of(japanese, ""), undecided).show.feeds.front().new_feed_url.empty());
}

TEST_CASE("an episode's folder is its day in the show's zone and what of its title is ASCII") {
    CHECK(episode_of(date + "<title>ラーメン Ramen 特集!</title>").folder == "2024-03-03-ramen");
    CHECK(episode_of(date + "<title>雪道</title><itunes:episode>12</itunes:episode>").folder ==
          "2024-03-03-ep12");
    CHECK(episode_of(date + "<title>第12回 雪道</title>").folder == "2024-03-03-ep12");
    CHECK(episode_of(date + "<title>雪道</title>").folder == "2024-03-03-episode");
    CHECK(episode_of(date + "<title>予告</title><itunes:episodeType>trailer</itunes:episodeType>").folder ==
          "2024-03-03-trailer");
    CHECK(episode_of("<pubDate>Sun, 03 Mar 2024 20:00:00 GMT</pubDate><title>x</title>").folder ==
          "2024-03-04-x");
    const model::Episode longest =
        episode_of(date + "<title>" + std::string(30, 'a') + " " + std::string(60, 'b') + "</title>");
    CHECK(longest.folder == "2024-03-03-" + std::string(30, 'a'));
    CHECK(model::is_slug(longest.folder));
}

TEST_CASE("two episodes of a day and title part by their guids, whatever else the feed holds by then") {
    const std::string one = item(date + "<title>Same</title><guid isPermaLink=\"false\">1</guid>", "a");
    const std::string two = item(date + "<title>Same</title><guid isPermaLink=\"false\">2</guid>", "b");
    const model::Show show = imported(one + two).show;
    CHECK(show.episodes[0].folder == "2024-03-03-same");
    CHECK(show.episodes[1].folder == "2024-03-03-same-d473");
    rss::ImportOptions again = options();
    again.folders = {{"1", "2024-03-03-first"}, {"2", "2024-03-03-same"}};
    const model::Show known = rss::import_feed(feed_of(japanese, one + two), again).show;
    CHECK(known.episodes[0].folder == "2024-03-03-first");
    CHECK(known.episodes[1].folder == "2024-03-03-same");
}

TEST_CASE("an item that is there twice comes once, one without sound does not come") {
    const std::string once = item(date + "<title>x</title><guid>1</guid>");
    const rss::ImportedShow made =
        imported(once + once + "<item><title>a post</title><guid>2</guid></item>" +
                 "<item><title>t</title><enclosure url=\"ftp://old.example.jp/a.mp3\"/></item>");
    CHECK(made.show.episodes.size() == 1);
    CHECK(told(made) == Texts{"item-twice  ", "item-without-sound  ", "item-without-sound  "});
}

TEST_CASE("an item without a date that can be read is a second older than the one above it") {
    const rss::ImportedShow made =
        imported(item(date + "<title>x</title><guid>1</guid>") +
                 item("<pubDate>gestern</pubDate><title>y</title><guid>2</guid>", "b"));
    CHECK(*made.show.episodes[0].date - *made.show.episodes[1].date ==
          std::chrono::seconds(0) +
              (made.show.episodes[0].title == "x" ? std::chrono::seconds(1) : std::chrono::seconds(-1)));
    CHECK(told(made) == Texts{"value-missing pubDate 2024-03-03T19:59:59+09:00"});
}

TEST_CASE("what an episode cannot do without is put there, and told") {
    const rss::ImportedShow made = imported(item(date), "");
    const model::Show& show = made.show;
    CHECK(show.title == "Podcast");
    CHECK(show.description == show.title);
    CHECK(show.author == show.title);
    CHECK(show.language == "ja");
    CHECK(show.categories == std::vector<Texts>{{"Society & Culture"}});
    CHECK(show.episodes.at(0).title == "Sun, 03 Mar 2024 20:00:00 +0900");
    CHECK(made.findings.size() == 6);
}

TEST_CASE("the longer text becomes notes in Markdown, another short one the summary") {
    CHECK(
        episode_of(date + "<description>&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;</description>").notes ==
        "One **two**\n");
    const model::Episode both =
        episode_of(date +
                   "<description>Kurz gesagt.</description>"
                   "<content:encoded><![CDATA[<p>Ganz anders und länger.</p>]]></content:encoded>");
    CHECK(both.notes == "Ganz anders und länger.\n");
    CHECK(both.summary == "Kurz gesagt.");
    const model::Episode same =
        episode_of(date +
                   "<description>Ganz anders</description>"
                   "<content:encoded><![CDATA[<p>Ganz anders und länger.</p>]]></content:encoded>");
    CHECK(same.summary.empty());
    CHECK(episode_of(date + "<itunes:summary>Nur hier</itunes:summary>").notes == "Nur hier\n");
}

TEST_CASE("retired and unknown categories become those of today") {
    const auto categories = [](const std::string& tags) {
        return imported("", "<title>x</title>" + tags).show.categories;
    };
    CHECK(categories("<itunes:category text=\"Games &amp; Hobbies\"/>") == std::vector<Texts>{{"Leisure"}});
    CHECK(categories("<itunes:category text=\"Technology\"><itunes:category "
                     "text=\"Podcasting\"/></itunes:category>") == std::vector<Texts>{{"Technology"}});
    CHECK(categories(
              "<itunes:category text=\"Technology\"><itunes:category text=\"No Such\"/></itunes:category>") ==
          std::vector<Texts>{{"Technology"}});
    CHECK(categories("<itunes:category text=\"No Such\"/><itunes:category text=\"Arts\"/><itunes:category "
                     "text=\"Arts\"/>") == std::vector<Texts>{{"Arts"}});
}

TEST_CASE("what TOML does not take is mended or left out, and told") {
    const rss::ImportedShow made =
        imported(item(date + "<title>" + std::string(300, 'x') +
                      "</title><itunes:episode>0</itunes:episode><itunes:season>3</"
                      "itunes:season><link>javascript:x</link>"
                      "<podcast:location geo=\"here\">町</podcast:location>"),
                 japanese +
                     "<itunes:owner><itunes:email>nobody</itunes:email></itunes:owner><podcast:funding "
                     "url=\"mailto:x\">help</podcast:funding>");
    const model::Episode& episode = made.show.episodes.at(0);
    CHECK(model::count_characters(episode.title) == 255);
    CHECK_FALSE(episode.number);
    CHECK(episode.season == 3);
    CHECK(episode.link.empty());
    CHECK(episode.location->name == "町");
    CHECK(episode.location->geo.empty());
    CHECK(made.show.owner_email.empty());
    CHECK(made.show.funding.empty());
    CHECK(told(made) == Texts{"value-left-out itunes:email nobody", "value-left-out podcast:funding mailto:x",
                              "value-shortened title ", "value-left-out link javascript:x",
                              "value-left-out itunes:episode 0", "value-left-out podcast:location here"});
}

TEST_CASE("chapters begin at 0, ascend and end with the sound") {
    const model::Episode episode = episode_of(
        date +
        "<itunes:duration>100</itunes:duration><psc:chapters version=\"1.2\"><psc:chapter start=\"00:00:50\" "
        "title=\"b\"/><psc:chapter start=\"00:00:02\" title=\"a\" href=\"https://a.example/\"/><psc:chapter "
        "start=\"00:00:50\" title=\"again\"/><psc:chapter start=\"00:01:40\" "
        "title=\"past\"/></psc:chapters>");
    REQUIRE(episode.chapters.size() == 2);
    CHECK(episode.chapters[0].title == "a");
    CHECK(episode.chapters[0].start_seconds == 0);
    CHECK(episode.chapters[0].link == "https://a.example/");
    CHECK(episode.chapters[1].title == "b");
}

TEST_CASE("people, seasons, resources and other forms of the sound come along") {
    const rss::ImportedShow made = imported(
        item(date +
             "<podcast:person href=\"https://a.example/\">みかん</podcast:person><podcast:person "
             "role=\"guest\">Gen Sato</podcast:person><podcast:season name=\"冬\">2</podcast:season>"
             "<podcast:transcript url=\"https://old.example.jp/a.vtt\" type=\"text/vtt\"/><podcast:chapters "
             "url=\"https://old.example.jp/a.json\" type=\"application/json+chapters\"/><itunes:image "
             "href=\"https://old.example.jp/a.jpg\"/><podcast:alternateEnclosure type=\"audio/ogg\" "
             "length=\"500\" bitrate=\"64000\" title=\"opus\"><podcast:source "
             "uri=\"https://old.example.jp/a.opus\"/></podcast:alternateEnclosure>"),
        japanese + "<podcast:person>みかん</podcast:person>");
    const model::Show& show = made.show;
    REQUIRE(show.people.size() == 2);
    CHECK(show.people[0].id == "person-1");
    CHECK(show.people[1].id == "gen-sato");
    CHECK(show.people[1].role == "guest");
    CHECK(show.seasons.at(0).name == "冬");
    const model::Episode& episode = show.episodes.at(0);
    CHECK(episode.people == Texts{"person-1", "gen-sato"});
    CHECK(episode.season == 2);
    const model::Release& release = *episode.release;
    CHECK(release.imported->image == "https://old.example.jp/a.jpg");
    CHECK(release.imported->transcripts.at(0).url == "https://old.example.jp/a.vtt");
    CHECK(release.imported->chapters->type == "application/json+chapters");
    REQUIRE(release.renditions.size() == 2);
    CHECK(release.renditions[0].path == "https://old.example.jp/a.mp3");
    CHECK(release.renditions[0].bytes == 1000);
    CHECK(release.renditions[1].format == "opus");
    CHECK(release.renditions[1].bitrate_kbps == 64);
}

TEST_CASE("our own feed comes back out of an import as what it was") {
    const model::Show show = tests::full_show();
    rss::Feed before = rss::assemble(show, show.feeds.front(), tests::given(show.episodes), "");
    rss::ImportOptions wanted = options();
    wanted.former_address = before.self;
    const rss::Feed after = feed_again(rss::import_feed(before, wanted).show);
    CHECK(after.guid == before.guid);
    REQUIRE(after.items.size() == before.items.size());
    for (std::size_t i = 0; i < after.items.size(); ++i) {
        CHECK(after.items[i].enclosure == before.items[i].enclosure);
        CHECK(after.items[i].moment == before.items[i].moment);
        CHECK(after.items[i].duration_seconds == before.items[i].duration_seconds);
        CHECK(after.items[i].chapter_list == before.items[i].chapter_list);
        CHECK(after.items[i].people == before.items[i].people);
        CHECK(after.items[i].soundbites == before.items[i].soundbites);
        CHECK(after.items[i].kind == before.items[i].kind);
    }
    for (const core::Finding& finding : rss::compare(before, after, "old.xml"))
        CHECK(finding.severity == core::Severity::hint);
}

TEST_CASE("addresses that hosts have spelt oddly are kept, as far as they are addresses") {
    for (const char* address :
         {"HTTP://OLD.example.jp/a.mp3", "Https://old.example.jp/a.mp3", "https://old.example.jp/a|b.mp3",
          "https://old.example.jp/a&quot;b&lt;c&gt;.mp3", "https://old.example.jp/音 声.mp3"}) {
        INFO(address);
        const rss::Feed before =
            feed_of(japanese, "<item><title>x</title><guid>1</guid>" + date + "<enclosure url=\"" +
                                  std::string(address) + "\" length=\"1\" type=\"audio/mpeg\"/></item>");
        const rss::ImportedShow made = rss::import_feed(before, options());
        REQUIRE(made.show.episodes.size() == 1);
        const model::Rendition& rendition = made.show.episodes[0].release->renditions.at(0);
        CHECK(rendition.is_elsewhere());
        CHECK(core::is_http_url(rendition.path));
        CHECK_FALSE(core::has_errors(rss::compare(before, feed_again(made.show), "old.xml")));
    }
}

TEST_CASE("lists are as long as TOML takes them, and what is past that is told") {
    std::string many;
    for (int i = 0; i < 60; ++i) {
        const std::string n = std::to_string(i);
        many += "<podcast:soundbite startTime=\"" + n +
                "\" duration=\"1\"/><podcast:contentLink "
                "href=\"https://a.example/\">" +
                n + "</podcast:contentLink><podcast:socialInteract uri=\"https://a.example/" + n +
                "\" protocol=\"activitypub\" accountId=\"" + std::string(i == 0 ? 300U : 3U, 'x') + "\"/>";
    }
    const model::Episode episode = episode_of(date + many);
    CHECK(episode.soundbites.size() == 50);
    CHECK(episode.content_links.size() == 50);
    CHECK(episode.social_interacts.size() == 20);
    CHECK(episode.social_interacts[0].account_id.empty());
    const rss::ImportedShow season =
        imported(item(date + "<podcast:season name=\"S\">20000</podcast:season>"));
    CHECK(season.show.seasons.empty());
    const model::Episode close =
        episode_of(date +
                   "<psc:chapters version=\"1.2\"><psc:chapter start=\"0\" title=\"a\"/>"
                   "<psc:chapter start=\"0.0004\" title=\"b\"/></psc:chapters>");
    CHECK(close.chapters.size() == 1);
}

TEST_CASE("notes that would take minutes to read are cut") {
    std::string html;
    for (int i = 0; i < 60'000; ++i)
        html += "&lt;b&gt;b&lt;/b&gt; &lt;a href='https://a.example/'&gt;l&lt;/a&gt; ";
    const model::Episode episode = episode_of(date + "<description>" + html + "</description>");
    CHECK(episode.notes.size() <= 200'000);
    CHECK(episode.notes.size() > 50'000);
}
