// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/feeds/rss/linted.h"

using namespace cityfm;
using Texts = std::vector<std::string>;
using tests::check_each_in_item;
using tests::check_silent;
using tests::Spoilt;

namespace {

const std::string of_first = " item=" + tests::first_item;
const std::string of_second = " item=雪道の話";
const std::string title = "<title>" + tests::first_item + "</title>";
const std::string guid = "<guid isPermaLink=\"false\">guid-ramen</guid>";
const std::string enclosure =
    "<enclosure url=\"https://radio.example.jp/ramen.mp3\" length=\"1234567\" type=\"audio/mpeg\"/>";
const std::string description =
    "<description>&lt;p&gt;冬の&lt;b&gt;ラーメン&lt;/b&gt;&lt;/p&gt;</description>";
const std::string date = "<pubDate>Sun, 22 Nov 2026 20:00:00 +0900</pubDate>";
const std::string older = "<pubDate>Sun, 15 Nov 2026 20:00:00 +0900</pubDate>";
const std::string duration = "<itunes:duration>1800</itunes:duration>";
const std::string transcript =
    "<podcast:transcript url=\"https://radio.example.jp/ramen.vtt\" type=\"text/vtt\"/>";
const std::string bite = "startTime=\"61.5\" duration=\"30\"";

/// A line of the first item, without its blanks, that begins with `start`.
std::string line_with(const std::string& start) {
    const std::string xml = tests::good_feed();
    const std::size_t begin = xml.find(start, xml.find("<item>"));
    return xml.substr(begin, xml.find('\n', begin) - begin);
}

std::string repeated(const std::string& part, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += part;
    return all;
}

std::string dated(const std::string& written) {
    return "<pubDate>" + written + "</pubDate>";
}

}  // namespace

TEST_CASE("each tag that an item must have is told when it is missing") {
    for (const std::string& tag : {guid, description, enclosure, duration}) {
        CAPTURE(tag);
        const Spoilt feed(tag, "");
        const std::string name = tag.substr(1, tag.find_first_of(" >") - 1);
        CHECK(feed.findings == Texts{feed.at("<item>", "error tag-missing tag=" + name + of_first)});
    }
    const Spoilt untitled(title, "");
    CHECK(untitled.findings == Texts{untitled.at("<item>", "error tag-missing tag=title item=guid-ramen")});
    const Spoilt undated(older, "<!-- -->");
    CHECK(undated.findings == Texts{std::to_string(tests::line_of(undated.xml, "雪道の話") - 1) +
                                    " error tag-missing tag=pubDate" + of_second});
}

TEST_CASE("what items should have is told of the first that lacks it, and of no other") {
    for (const std::string& tag : Texts{"content:encoded", "itunes:episodeType", "itunes:explicit"}) {
        CAPTURE(tag);
        const std::string line = line_with("<" + tag);
        const Spoilt feed(line, "");
        CHECK(feed.findings == Texts{feed.at("<item>", "hint tag-recommended tag=" + tag + of_first)});
        std::string xml = feed.xml;
        const std::size_t second = xml.find("<" + tag, xml.rfind("<item>"));
        xml.erase(second, xml.find('\n', second) - second);
        CHECK(tests::linted(xml) == feed.findings);
    }
}

TEST_CASE("a tag of an item that is empty is told where it stands") {
    check_each_in_item({
        {description, "<description> \n</description>", "error tag-empty tag=description"},
        {duration, "<itunes:duration></itunes:duration>", "error tag-empty tag=itunes:duration"},
        {guid, "<guid/>", "error tag-empty tag=guid"},
        {">ゲンさん<", "><", "error tag-empty tag=podcast:person"},
        {">中込<", "><", "error tag-empty tag=podcast:location"},
        {">cc-by-nc-4.0<", "><", "error tag-empty tag=podcast:license"},
    });
    const Spoilt feed(title, "<title></title>");
    CHECK(feed.findings == Texts{feed.here("error tag-empty tag=title item=guid-ramen")});
    tests::check_each({{older, "<pubDate/>", "error tag-empty tag=pubDate" + of_second}});
}

TEST_CASE("a guid that is empty is told whatever it says of itself") {
    check_each_in_item({{guid, "<guid isPermaLink=\"false\"></guid>", "error tag-empty tag=guid"}});
}

TEST_CASE("each tag that may stand once in an item is told at its second place") {
    for (const char* tag : {"<guid", "<pubDate>", "<enclosure", "<description>", "<content:encoded>",
                            "<link>", "<itunes:duration>", "<itunes:episode>", "<itunes:season>",
                            "<itunes:episodeType>", "<itunes:explicit>", "<itunes:image", "<podcast:chapters",
                            "<podcast:season", "<podcast:episode", "<podcast:license", "<title>"}) {
        const std::string line = line_with(tag);
        CAPTURE(line);
        const Spoilt feed(line, line + "\n" + line);
        const std::string name = line.substr(1, line.find_first_of(" >") - 1);
        CHECK(feed.findings == Texts{std::to_string(tests::line_of(feed.xml, line) + 1) +
                                     " error tag-repeated tag=" + name + " count=2" + of_first});
    }
    const std::string block = "<itunes:block>Yes</itunes:block>";
    check_each_in_item(
        {{guid, block + block + guid, "error tag-repeated tag=itunes:block count=2"},
         {"<psc:chapters ", "<psc:chapters/><psc:chapters ", "error tag-repeated tag=psc:chapters count=2"}});
}

TEST_CASE("what may stand more than once in an item is told of no more than once is") {
    for (const char* tag : {"<podcast:transcript", "<podcast:person", "<podcast:contentLink",
                            "<podcast:soundbite", "<podcast:socialInteract"}) {
        const std::string line = line_with(tag);
        check_silent(line, {line + line});
    }
}

TEST_CASE("an attribute that must be there in an item is told when it is missing") {
    const auto missing = [](const std::string& tag, const std::string& name) {
        return "error attribute-missing tag=" + tag + " attribute=" + name;
    };
    check_each_in_item({
        {" url=\"https://radio.example.jp/ramen.mp3\"", "", missing("enclosure", "url")},
        {" length=\"1234567\"", "", missing("enclosure", "length")},
        {" type=\"audio/mpeg\"/>\n      <itunes:duration>1800", " />\n      <itunes:duration>1800",
         missing("enclosure", "type")},
        {"href=\"https://radio.example.jp/ramen.jpg\"", "", missing("itunes:image", "href")},
        {" url=\"https://radio.example.jp/ramen.vtt\"", "", missing("podcast:transcript", "url")},
        {" type=\"text/vtt\"", "", missing("podcast:transcript", "type")},
        {" url=\"https://radio.example.jp/ramen.json\"", "", missing("podcast:chapters", "url")},
        {" type=\"application/json+chapters\"", "", missing("podcast:chapters", "type")},
        {" title=\"本題\"", "", missing("psc:chapter", "title")},
        {" type=\"audio/ogg; codecs=opus\"", "", missing("podcast:alternateEnclosure", "type")},
        {" uri=\"https://radio.example.jp/ramen.opus\"", "", missing("podcast:source", "uri")},
        {" value=\"sha256-n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=\"", "",
         missing("podcast:integrity", "value")},
        {" startTime=\"61.5\"", "", missing("podcast:soundbite", "startTime")},
        {" duration=\"30\"", "", missing("podcast:soundbite", "duration")},
        {" uri=\"https://social.example.jp/@radio/1\"", "", missing("podcast:socialInteract", "uri")},
        {" protocol=\"activitypub\"", "", missing("podcast:socialInteract", "protocol")},
        {" href=\"https://video.example.jp/12\"", "", missing("podcast:contentLink", "href")},
    });
    check_silent(" uri=\"https://social.example.jp/@radio/1\" protocol=\"activitypub\"",
                 {" protocol=\"disabled\""});
}

TEST_CASE("an alternate enclosure has a source, and a digest as W3C writes it") {
    const std::string source = "<podcast:source uri=\"https://radio.example.jp/ramen.opus\"/>";
    const Spoilt feed(source, "");
    CHECK(feed.findings ==
          Texts{feed.at("<podcast:alternateEnclosure", "error tag-missing tag=podcast:source" + of_first)});
    const std::string digest = "sha256-n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=";
    check_each_in_item({
        {digest, "n4bQgYhMfWWaL", "error not-integrity found=n4bQgYhMfWWaL"},
        {digest, "md5-n4bQgYhMfWWaL", "error not-integrity found=md5-n4bQgYhMfWWaL"},
        {digest, "sha256-" + repeated("n", 43), "error not-integrity found=sha256-" + repeated("n", 43)},
        {digest, "sha512-" + repeated("n", 43) + "=",
         "error not-integrity found=sha512-" + repeated("n", 43) + "="},
        {digest, "sha256-" + repeated("n", 1000),
         "error not-integrity found=sha256-" + repeated("n", 92) + "…"},
    });
    check_silent(digest, {"sha512-" + repeated("n", 86) + "==", "sha384-" + repeated("n", 64)});
    check_silent("type=\"sri\" value=\"" + digest + "\"", {"type=\"pgp-signature\" value=\"anything\""});
    check_silent(" length=\"654321\"", {""});
}

TEST_CASE("the addresses of an item are http or https, and of ASCII alone") {
    check_each_in_item({
        {"https://radio.example.jp/12", "12", "error not-an-address tag=link found=12"},
        {"https://radio.example.jp/ramen.mp3", "ramen.mp3",
         "error not-an-address tag=enclosure url found=ramen.mp3"},
        {"https://radio.example.jp/ramen.mp3", "https://radio.example.jp/冬.mp3",
         "error address-not-ascii tag=enclosure url found=https://radio.example.jp/冬.mp3"},
        {"https://radio.example.jp/ramen.jpg", "ramen.jpg",
         "error not-an-address tag=itunes:image href found=ramen.jpg"},
        {"https://radio.example.jp/ramen.vtt", "a.vtt",
         "error not-an-address tag=podcast:transcript url found=a.vtt"},
        {"https://radio.example.jp/ramen.json", "a.json",
         "error not-an-address tag=podcast:chapters url found=a.json"},
        {"https://radio.example.jp/gen", "gen", "error not-an-address tag=podcast:person href found=gen"},
        {"https://video.example.jp/12", "mailto:a@b.example",
         "error not-an-address tag=podcast:contentLink href found=mailto:a@b.example"},
        {"title=\"本題\"", "title=\"本題\" href=\"a\"", "error not-an-address tag=psc:chapter href found=a"},
        {"title=\"本題\"", "title=\"本題\" image=\"b\"",
         "error not-an-address tag=psc:chapter image found=b"},
        {"https://radio.example.jp/ramen.opus", "a.opus",
         "error not-an-address tag=podcast:source uri found=a.opus"},
        {"https://social.example.jp/@radio/1", "1",
         "error not-an-address tag=podcast:socialInteract uri found=1"},
        {" protocol=\"activitypub\"", " accountUrl=\"c\" protocol=\"activitypub\"",
         "error not-an-address tag=podcast:socialInteract accountUrl found=c"},
        {"ramen.jpg", "ramen.gif", "warning picture-extension found=https://radio.example.jp/ramen.gif"},
    });
    check_silent("https://radio.example.jp/ramen.opus",
                 {"ipfs://QmdwGqd3d2gFPGeJNLLCshdiPert45fMu84552Y4XHTy4y"});
    check_silent("https://social.example.jp/@radio/1", {"at://did:plc:a/b", "nostr:note1"});
}

TEST_CASE("the words, flags and numbers of an item have their forms") {
    check_each_in_item({
        {">full<", ">Full<",
         "error not-a-word tag=itunes:episodeType found=Full choices=full, trailer, bonus"},
        {"rel=\"subject\"", "rel=\"about\"",
         "error not-a-word tag=podcast:location rel found=about choices=subject, creator"},
        {"<itunes:explicit>true", "<itunes:explicit>Yes",
         "warning old-boolean tag=itunes:explicit found=Yes meant=true"},
        {"<itunes:explicit>true", "<itunes:explicit>1",
         "error not-a-boolean tag=itunes:explicit found=1 choices=true, false"},
        {"<itunes:episode>12", "<itunes:episode>0", "error not-a-count tag=itunes:episode found=0 least=1"},
        {"<itunes:episode>12", "<itunes:episode>12a",
         "error not-a-count tag=itunes:episode found=12a least=1"},
        {"<itunes:season>2", "<itunes:season>-2", "error not-a-count tag=itunes:season found=-2 least=1"},
        {">2</podcast:season>", ">冬</podcast:season>",
         "error not-a-count tag=podcast:season found=冬 least=1"},
        {"第12回\">12<", "第12回\">十二<", "error not-a-count tag=podcast:episode found=十二 least=1"},
        {guid, "<itunes:block>true</itunes:block>" + guid,
         "error not-a-boolean tag=itunes:block found=true choices=Yes, No"},
        {"length=\"654321\"", "length=\"0\"",
         "error not-a-count tag=podcast:alternateEnclosure length found=0 least=1"},
        {"geo:36.23,138.47", "36.23,138.47",
         "error not-a-place tag=podcast:location geo found=36.23,138.47 meant=geo:36.25,138.48"},
    });
    check_silent(">full<", {">trailer<", ">bonus<"});
    check_silent("<itunes:episode>12", {"<itunes:episode>1", "<itunes:episode> 700 "});
    check_silent("<podcast:episode display=\"第12回\">12", {"<podcast:episode>12.5"});
}

TEST_CASE("a guid stands once among the items, and its second and third place are told with the first") {
    std::string xml = tests::good_feed();
    const std::string second = "<guid isPermaLink=\"false\">guid-yuki</guid>";
    xml.replace(xml.find(second), second.size(), "<guid isPermaLink=\"false\"> guid-ramen\n</guid>");
    const std::string third =
        "<item>\n<title>三</title>\n" + guid +
        "\n<pubDate>Sun, 08 Nov 2026 20:00:00 +0900</pubDate>\n"
        "<description>三</description><content:encoded>三</content:encoded>"
        "<enclosure url=\"https://radio.example.jp/3.mp3\" length=\"9\" type=\"audio/mpeg\"/>"
        "<itunes:duration>9</itunes:duration><itunes:episodeType>full</itunes:episodeType>"
        "<itunes:explicit>false</itunes:explicit></item>\n";
    xml.insert(xml.find("  </channel>"), third);
    const std::string first = std::to_string(tests::line_of(xml, guid));
    const std::string told = " error guid-repeated found=guid-ramen other=" + first + " item=";
    CHECK(tests::linted(xml) ==
          Texts{std::to_string(tests::line_of(xml, " guid-ramen\n")) + told + "雪道の話",
                std::to_string(tests::line_of(xml, "三</title>") + 1) + told + "三"});
}

TEST_CASE("a guid that opens nothing says so") {
    check_each_in_item(
        {{guid, "<guid>guid-ramen</guid>", "warning guid-is-no-link found=guid-ramen"},
         {guid, "<guid isPermaLink=\"true\">guid-ramen</guid>", "warning guid-is-no-link found=guid-ramen"}});
    check_silent(guid, {"<guid>https://radio.example.jp/12</guid>",
                        "<guid isPermaLink=\"true\">http://a.example/</guid>",
                        "<guid isPermaLink=\"false\">https://radio.example.jp/12</guid>"});
}

TEST_CASE("an enclosure stands once among the items, and the second place is told with the first") {
    const std::string second = "https://radio.example.jp/yuki.mp3";
    const Spoilt feed(second, "https://radio.example.jp/ramen.mp3");
    CHECK(feed.findings ==
          Texts{feed.here("error enclosure-repeated found=https://radio.example.jp/ramen.mp3 other=" +
                          std::to_string(tests::line_of(feed.xml, "ramen.mp3")) + " item=雪道の話")});
    check_silent(second, {"https://radio.example.jp/ramen.mp3?2"});
}

TEST_CASE("an enclosure's length is the bytes of the file") {
    for (const std::string& length : Texts{"0", "-1", "about 1 MB", "1234567.0", "0x10"}) {
        CAPTURE(length);
        check_each_in_item(
            {{"length=\"1234567\"", "length=\"" + length + "\"", "error bad-length found=" + length}});
    }
    check_silent("length=\"1234567\"", {"length=\"1\"", "length=\" 5000000000 \""});
}

TEST_CASE("an enclosure's type is that of its sound or film") {
    const std::string old = "ramen.mp3\" length=\"1234567\" type=\"audio/mpeg\"";
    const auto typed = [](const std::string& file, const std::string& type) {
        return file + "\" length=\"1234567\" type=\"" + type + "\"";
    };
    check_each_in_item({
        {old, typed("a.jpg", "image/jpeg"), "error not-sound-type found=image/jpeg"},
        {old, typed("ramen.mp3", "mp3"), "error not-sound-type found=mp3"},
        {old, typed("ramen.mp3", "audio/mp3"),
         "warning type-differs found=audio/mp3 url=https://radio.example.jp/ramen.mp3 meant=audio/mpeg"},
        {old, typed("a.m4a", "audio/mpeg"),
         "warning type-differs found=audio/mpeg url=https://radio.example.jp/a.m4a meant=audio/x-m4a"},
        {old, typed("a.mp4?b=.mp3", "audio/mpeg"),
         "warning type-differs found=audio/mpeg url=https://radio.example.jp/a.mp4?b=.mp3 meant=video/mp4"},
    });
    check_each_in_item(
        {{"audio/ogg; codecs=opus", "audio/mpeg",
          "warning type-differs found=audio/mpeg url=https://radio.example.jp/ramen.opus meant=audio/ogg"}});
    check_silent(old, {typed("a.m4a", "audio/x-m4a"), typed("a.m4a", "audio/mp4"),
                       typed("a.opus", "audio/ogg; codecs=opus"), typed("a.mp4", "video/mp4"),
                       typed("a.wav", "audio/x-wav"), typed("a.flac", "audio/flac"),
                       typed("play?id=1", "audio/mpeg"), typed("a.mp3?b=.m4a", "audio/mpeg")});
}

TEST_CASE("durations are whole seconds, and older forms are told with what they mean") {
    const auto written = [](const std::string& text) {
        return "<itunes:duration>" + text + "</itunes:duration>";
    };
    const auto odd = [](const std::string& found, const std::string& meant) {
        return "warning duration-with-colons tag=<itunes:duration> found=" + found + " meant=" + meant;
    };
    check_each_in_item({
        {duration, written("30:00"), odd("30:00", "1800")},
        {duration, written("0:30:01"), odd("0:30:01", "1801")},
        {duration, written("1800.6"), odd("1800.6", "1801")},
        {duration, written("0"), "error not-seconds tag=<itunes:duration> found=0"},
        {duration, written("00:00:00"), "error not-seconds tag=<itunes:duration> found=00:00:00"},
        {duration, written("30分"), "error not-seconds tag=<itunes:duration> found=30分"},
        {duration, written("30:60"), "error not-seconds tag=<itunes:duration> found=30:60"},
    });
    check_silent(duration, {written("92"), written(" 1800\n")});
}

TEST_CASE("the dates of items are those of RFC 5322, with the right weekday and a zone in digits") {
    const auto error = [](const std::string& what, const std::string& found) {
        return "error " + what + " tag=pubDate found=" + found;
    };
    const std::string wrong = "Mon, 22 Nov 2026 20:00:00 +0900";
    const std::string named = "Sun, 22 Nov 2026 03:00:00 PST";
    check_each_in_item({{date, dated(wrong), error("wrong-weekday", wrong) + " meant=Sun"},
                        {date, dated(named), error("zone-by-name", named) + " meant=-0800"}});
    for (const std::string& none : Texts{"2026-11-15", "Sun, 31 Nov 2026 20:00:00 +0900", "11月15日"})
        tests::check_each({{older, dated(none), error("not-a-date", none) + of_second}});
    check_silent(date, {dated("Sun, 22 Nov 2026 11:00:00 GMT"), dated("22 Nov 2026 11:00:00 -0000"),
                        dated("Sun, 22 Nov 2026 06:00:00 -0500")});
}

TEST_CASE("an item of the future is told, and one of now is not") {
    const std::string future = "Mon, 23 Nov 2026 00:00:01 +0000";
    const Spoilt feed(date, dated(future));
    const std::string built = "hint build-date-differs meant=" + future;
    CHECK(feed.findings == Texts{feed.at("<lastBuildDate>", built),
                                 feed.here("error in-the-future found=" + future + of_first)});
    const Spoilt now(date, dated("Mon, 23 Nov 2026 00:00:00 +0000"));
    CHECK(now.findings ==
          Texts{now.at("<lastBuildDate>", "hint build-date-differs meant=Mon, 23 Nov 2026 00:00:00 +0000")});
}

TEST_CASE("lastBuildDate is that of the newest item") {
    const Spoilt feed("<lastBuildDate>Sun, 22", "<lastBuildDate>Sat, 21");
    CHECK(feed.findings == Texts{feed.here("hint build-date-differs meant=Sun, 22 Nov 2026 11:00:00 +0000")});
}

TEST_CASE("items out of order are told once, at the first that is newer than the one before it") {
    std::string xml = tests::good_feed();
    xml.replace(xml.find(date), date.size(), dated("Sun, 01 Nov 2026 20:00:00 +0900"));
    const std::string second =
        xml.substr(xml.rfind("<item>"), xml.find("  </channel>") - xml.rfind("<item>"));
    std::string third = second;
    third.replace(third.find("guid-yuki"), 9, "guid-3");
    third.replace(third.find("yuki.mp3"), 8, "3.mp3");
    third.replace(third.find("15 Nov"), 6, "22 Nov");
    xml.insert(xml.find("  </channel>"), third);
    CHECK(tests::linted(xml) == Texts{std::to_string(tests::line_of(xml, "Sun, 15 Nov")) +
                                      " warning newest-not-first item=雪道の話"});
    check_silent("Sun, 15 Nov 2026 20:00:00 +0900", {"Sun, 22 Nov 2026 20:00:00 +0900"});
}

TEST_CASE("a feed without items is told") {
    std::string xml = tests::good_feed();
    xml.erase(xml.find("<item>"), xml.find("</channel>") - xml.find("<item>"));
    CHECK(tests::linted(xml) == Texts{std::to_string(tests::line_of(xml, "<channel>")) + " error no-items"});
}

TEST_CASE("transcripts and chapters have the types that apps look for") {
    const std::string types =
        "text/vtt, application/x-subrip, application/srt, application/json, text/html, text/plain";
    check_each_in_item({{"\"text/vtt\"", "\"text/srt\"",
                         "error resource-type tag=<podcast:transcript> found=text/srt choices=" + types},
                        {"json+chapters", "json",
                         "error resource-type tag=<podcast:chapters> found=application/json "
                         "choices=application/json+chapters"}});
    check_silent("\"text/vtt\"",
                 {"\"application/x-subrip\"", "\"application/json\"", "\"text/vtt; charset=utf-8\""});
}

TEST_CASE("chapters of Podlove ascend from 0") {
    check_each_in_item({{"00:01:01.500", "00:00:00.000", "error bad-chapter-list found=本題"},
                        {"00:01:01.500", "soon", "error bad-chapter-list found=本題"},
                        {"start=\"00:01:01.500\"", "", "error bad-chapter-list found=本題"}});
    const Spoilt feed("00:00:00.000", "00:02:00.000");
    CHECK(feed.findings == Texts{feed.at("00:01:01.500", "error bad-chapter-list found=本題" + of_first)});
    check_silent("00:01:01.500", {"61.5", "01:01", "1:00:00"});
}

TEST_CASE("a soundbite lies within the sound") {
    const auto wrong = [](const std::string& start, const std::string& length) {
        return tests::Change{bite, "startTime=\"" + start + "\" duration=\"" + length + "\"",
                             "error bad-soundbite found=" + start + " duration=" + length};
    };
    check_each_in_item({wrong("1790", "12"), wrong("61.5", "0"), wrong("soon", "30"), wrong("61.5", "-3"),
                        wrong("1801.1", "1")});
    check_silent(bite, {"startTime=\"0\" duration=\"1800\"", "startTime=\"1770.9\" duration=\"30\""});
}
