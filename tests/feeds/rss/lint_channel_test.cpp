// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/feeds/rss/linted.h"

using namespace cityfm;
using Texts = std::vector<std::string>;
using tests::check_each;
using tests::check_silent;
using tests::linted;
using tests::Spoilt;

namespace {

/// What a test puts before it stands in the channel, and on its line.
const std::string guid_line = "<podcast:guid>3584cbd5-094e-5c08-9df4-e588987d11dd</podcast:guid>";

/// A line of the good feed, without its blanks, that begins with `start`.
std::string line_with(const std::string& start) {
    const std::string xml = tests::good_feed();
    const std::size_t begin = xml.find(start);
    return xml.substr(begin, xml.find('\n', begin) - begin);
}

/// What is found of the good feed without the line that begins so; lines are those of the rest.
struct Without : Spoilt {
    explicit Without(const std::string& start) : Spoilt(line_with(start), "") {}
};

std::string repeated(const std::string& part, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += part;
    return all;
}

}  // namespace

TEST_CASE("there is nothing to tell of a good feed, from a file or from its own address") {
    CHECK(linted(tests::good_feed()) == Texts{});
    CHECK(linted(tests::good_feed(), "https://radio.example.jp/feed.xml") == Texts{});
}

TEST_CASE("each tag that a channel must have is told when it is missing") {
    for (const char* tag : {"title", "link", "description", "language", "itunes:image", "itunes:explicit",
                            "itunes:author", "podcast:guid", "podcast:locked"}) {
        CAPTURE(tag);
        const Without feed("<" + std::string(tag));
        CHECK(feed.findings == Texts{feed.at("<channel>", "error tag-missing tag=" + std::string(tag))});
    }
    const Spoilt feed(
        "<itunes:category text=\"Society &amp; Culture\">\n"
        "      <itunes:category text=\"Places &amp; Travel\"/>\n"
        "    </itunes:category>\n    <itunes:category text=\"Government\"/>\n",
        "");
    CHECK(feed.findings == Texts{feed.at("<channel>", "error tag-missing tag=itunes:category")});
    const Without link("<atom:link");
    CHECK(link.findings == Texts{link.at("<channel>", "error tag-missing tag=atom:link rel=\"self\"")});
}

TEST_CASE("each tag that a channel should have is told as a hint when it is missing") {
    for (const char* tag : {"copyright", "generator", "lastBuildDate", "itunes:type", "podcast:medium"}) {
        CAPTURE(tag);
        const Without feed("<" + std::string(tag));
        CHECK(feed.findings == Texts{feed.at("<channel>", "hint tag-recommended tag=" + std::string(tag))});
    }
    const Spoilt feed(
        "<itunes:owner>\n      <itunes:name>ラジオ部</itunes:name>\n"
        "      <itunes:email>radio@radio.example.jp</itunes:email>\n    </itunes:owner>\n",
        "");
    CHECK(feed.findings == Texts{feed.at("<channel>", "hint tag-recommended tag=itunes:owner")});
}

TEST_CASE("a lock should say who may open it") {
    check_each({{" owner=\"radio@radio.example.jp\"", "", "hint tag-recommended tag=podcast:locked owner"}});
}

TEST_CASE("a tag of a channel that is empty is told where it stands") {
    check_each({
        {"<title>FMリモート市役所</title>", "<title></title>", "error tag-empty tag=title"},
        {"<link>https://radio.example.jp/?from=feed&amp;lang=ja</link>", "<link/>",
         "error tag-empty tag=link"},
        {"<description>町のひとの話です。</description>", "<description><![CDATA[]]></description>",
         "error tag-empty tag=description"},
        {"<language>ja</language>", "<language> </language>", "error tag-empty tag=language"},
        {"<itunes:explicit>false</itunes:explicit>", "<itunes:explicit/>",
         "error tag-empty tag=itunes:explicit"},
        {guid_line, "<podcast:guid></podcast:guid>", "error tag-empty tag=podcast:guid"},
        {">town-1234<", "><", "error tag-empty tag=podcast:txt"},
        {">みかん<", "> <", "error tag-empty tag=podcast:person"},
        {">佐久市<", "><", "error tag-empty tag=podcast:location"},
        {">cc-by-4.0<", "><", "error tag-empty tag=podcast:license"},
    });
}

TEST_CASE("a tag that has attributes, but not the text that it is for, is empty") {
    check_each(
        {{">yes</podcast:locked>", "></podcast:locked>", "error tag-empty tag=podcast:locked"},
         {"<title>FMリモート市役所</title>", "<title type=\"text\"></title>", "error tag-empty tag=title"}});
}

TEST_CASE("each tag that may stand once is told at its second place, with how often it stands") {
    for (const char* tag :
         {"<title>", "<link>", "<description>", "<language>", "<copyright>", "<generator>", "<lastBuildDate>",
          "<itunes:image", "<itunes:explicit>", "<itunes:author>", "<itunes:type>", "<podcast:guid>",
          "<podcast:locked", "<podcast:medium>", "<podcast:license", "<podcast:updateFrequency"}) {
        const std::string line = line_with(tag);
        CAPTURE(line);
        const Spoilt feed(line, line + "\n\n" + line + "\n" + line);
        const std::string name = line.substr(1, line.find_first_of(" >") - 1);
        REQUIRE(feed.findings.size() == 1);
        CHECK(feed.findings[0] == std::to_string(tests::line_of(feed.xml, line) + 2) +
                                      " error tag-repeated tag=" + name + " count=3");
    }
    for (const std::string& tag : Texts{"podcast:podroll", "podcast:publisher"}) {
        const Spoilt feed("<" + tag + ">", "<" + tag + "/>\n<" + tag + ">");
        CHECK(feed.findings == Texts{feed.at("<" + tag + ">", "error tag-repeated tag=" + tag + " count=2")});
    }
    for (const std::string& element :
         Texts{"<itunes:block>Yes</itunes:block>",
               "<itunes:new-feed-url>https://radio.example.jp/feed.xml</itunes:new-feed-url>",
               "<image><url>https://radio.example.jp/cover.png</url></image>"}) {
        const std::string tag = element.substr(1, element.find('>') - 1);
        check_each(
            {{guid_line, element + element + guid_line, "error tag-repeated tag=" + tag + " count=2"}});
    }
}

TEST_CASE("what may stand more than once is told of no more than once is") {
    for (const char* tag : {"<podcast:person", "<podcast:funding", "<podcast:txt", "<podcast:trailer",
                            "<itunes:category text=\"Government\"/>", "<podcast:chat"}) {
        const std::string line = line_with(tag);
        check_silent(line, {line + line, line + "\n" + line});
    }
}

TEST_CASE("an attribute that must be there is told when it is missing or empty") {
    check_each({
        {"<itunes:image href=\"https://radio.example.jp/cover.png\"/>", "<itunes:image href=\"\"/>",
         "error attribute-missing tag=itunes:image attribute=href"},
        {"<itunes:category text=\"Government\"/>", "<itunes:category name=\"Government\"/>",
         "error attribute-missing tag=itunes:category attribute=text"},
        {"<podcast:funding url=\"https://radio.example.jp/help\">", "<podcast:funding>",
         "error attribute-missing tag=podcast:funding attribute=url"},
        {" url=\"https://radio.example.jp/t.mp3\"", "",
         "error attribute-missing tag=podcast:trailer attribute=url"},
        {" pubdate=\"Sun, 08 Nov 2026 20:00:00 +0900\"", " pubdate=\" \"",
         "error attribute-missing tag=podcast:trailer attribute=pubdate"},
        {" feedGuid=\"917393e3-1b1e-5cef-ace4-edaa54e1f810\"", "",
         "error attribute-missing tag=podcast:remoteItem attribute=feedGuid"},
        {" feedGuid=\"003af0a0-6a45-55cf-b765-68e3d349551a\"", "",
         "error attribute-missing tag=podcast:remoteItem attribute=feedGuid"},
        {" length=\"9\"", "", "error attribute-missing tag=podcast:trailer attribute=length"},
        {" type=\"audio/mpeg\">", ">", "error attribute-missing tag=podcast:trailer attribute=type"},
        {" protocol=\"irc\"", "", "error attribute-missing tag=podcast:chat attribute=protocol"},
    });
    check_silent("<podcast:guid>", {"<atom:link rel=\"hub\" href=\"https://hub.example/\"/><podcast:guid>"});
    const Spoilt feed("<podcast:guid>", "<atom:link rel=\"hub\"/><podcast:guid>");
    CHECK(feed.findings == Texts{feed.here("error attribute-missing tag=atom:link attribute=href")});
}

TEST_CASE("a category below another that has no name is told as that, once") {
    const Spoilt feed("<itunes:category text=\"Places &amp; Travel\"/>",
                      "<itunes:category>Places</itunes:category>");
    CHECK(feed.findings == Texts{feed.here("error attribute-missing tag=itunes:category attribute=text")});
}

TEST_CASE("a language is a tag of BCP 47, not a country or a name") {
    check_each({{"<language>ja", "<language>jp", "error not-a-language found=jp"},
                {"<language>ja", "<language>Japanese", "error not-a-language found=Japanese"},
                {"<language>ja", "<language>ja_JP", "error not-a-language found=ja_JP"},
                {"<language>ja", "<language>日本語", "error not-a-language found=日本語"}});
    check_silent("<language>ja",
                 {"<language>ja-JP", "<language>en-us", "<language> pt-BR ", "<language>zh-Hant-TW"});
}

TEST_CASE("addresses are http or https, and of ASCII alone") {
    const std::string link = "https://radio.example.jp/?from=feed&amp;lang=ja";
    check_each({
        {link, "radio.example.jp", "error not-an-address tag=link found=radio.example.jp"},
        {link, "ftp://radio.example.jp/", "error not-an-address tag=link found=ftp://radio.example.jp/"},
        {link, "https://radio.example.jp/a b",
         "error not-an-address tag=link found=https://radio.example.jp/a b"},
        {link, "https://radio.example.jp/町",
         "error address-not-ascii tag=link found=https://radio.example.jp/町"},
        {"href=\"https://radio.example.jp/feed.xml\"", "href=\"feed.xml\"",
         "error not-an-address tag=atom:link href found=feed.xml"},
        {"https://radio.example.jp/help", "/help",
         "error not-an-address tag=podcast:funding url found=/help"},
        {"https://radio.example.jp/t.mp3", "t.mp3",
         "error not-an-address tag=podcast:trailer url found=t.mp3"},
        {"https://radio.example.jp/mikan", "mikan",
         "error not-an-address tag=podcast:person href found=mikan"},
        {"https://radio.example.jp/m.png", "m.png",
         "error not-an-address tag=podcast:person img found=m.png"},
        {"https://creativecommons.org/licenses/by/4.0/", "by",
         "error not-an-address tag=podcast:license url found=by"},
        {" feedGuid=\"917393e3", " feedUrl=\"feed.xml\" feedGuid=\"917393e3",
         "error not-an-address tag=podcast:remoteItem feedUrl found=feed.xml"},
        {"https://radio.example.jp/cover.png", "cover.png",
         "error not-an-address tag=itunes:image href found=cover.png"},
    });
    check_silent(link,
                 {"http://radio.example.jp", "https://xn--p8j9a0d9c9a.jp/%E7%94%BA", "\n" + link + "\n"});
}

TEST_CASE("a picture is a JPEG or a PNG by its name, if its address has one of them") {
    check_each(
        {{"cover.png", "cover.webp", "warning picture-extension found=https://radio.example.jp/cover.webp"},
         {"cover.png", "cover", "warning picture-extension found=https://radio.example.jp/cover"},
         {"cover.png", "c?a=.png", "warning picture-extension found=https://radio.example.jp/c?a=.png"}});
    const auto old = [](const std::string& name) {
        return "<image><url>https://radio.example.jp/" + name + "</url></image>" + guid_line;
    };
    check_each({{guid_line, old("cover.webp"),
                 "warning picture-extension found=https://radio.example.jp/cover.webp"}});
    check_silent(guid_line, {old("cover.png")});
    check_silent("cover.png", {"cover.jpg", "cover.jpeg", "COVER.PNG", "cover.png?v=2", "cover.png#a"});
}

TEST_CASE("true and false are words, of which older ones are a warning") {
    const std::string old = "<itunes:explicit>false";
    check_each({
        {old, "<itunes:explicit>clean", "warning old-boolean tag=itunes:explicit found=clean meant=false"},
        {old, "<itunes:explicit>No", "warning old-boolean tag=itunes:explicit found=No meant=false"},
        {old, "<itunes:explicit>yes", "warning old-boolean tag=itunes:explicit found=yes meant=true"},
        {old, "<itunes:explicit>explicit",
         "warning old-boolean tag=itunes:explicit found=explicit meant=true"},
        {old, "<itunes:explicit>True", "warning old-boolean tag=itunes:explicit found=True meant=true"},
        {old, "<itunes:explicit>maybe",
         "error not-a-boolean tag=itunes:explicit found=maybe choices=true, false"},
        {">yes</podcast:locked>", ">true</podcast:locked>",
         "error not-a-boolean tag=podcast:locked found=true choices=yes, no"},
        {guid_line, "<itunes:block>yes</itunes:block>" + guid_line,
         "error not-a-boolean tag=itunes:block found=yes choices=Yes, No"},
        {" rrule=", " complete=\"yes\" rrule=",
         "warning old-boolean tag=podcast:updateFrequency complete found=yes meant=true"},

    });
    check_silent(old, {"<itunes:explicit>true", "<itunes:explicit> false\n"});
    check_silent(" rrule=", {" complete=\"true\" rrule="});
    check_silent(guid_line, {"<itunes:block>Yes</itunes:block>" + guid_line,
                             "<itunes:block>No</itunes:block>" + guid_line});
    check_silent(">yes</podcast:locked>", {">no</podcast:locked>"});
}

TEST_CASE("words that have a list are of it") {
    check_each({
        {">episodic<", ">Episodic<",
         "error not-a-word tag=itunes:type found=Episodic choices=episodic, serial"},
        {"protocol=\"irc\"", "protocol=\"slack\"",
         "error not-a-word tag=podcast:chat protocol found=slack choices=irc, xmpp, nostr, matrix"},
        {"rel=\"creator\"", "rel=\"home\"",
         "error not-a-word tag=podcast:location rel found=home choices=subject, creator"},
    });
    const Spoilt feed(">podcast</podcast:medium>", ">radio</podcast:medium>");
    REQUIRE(feed.findings.size() == 1);
    CHECK(feed.findings[0].starts_with(
        feed.here("error not-a-word tag=podcast:medium found=radio choices=podcast, music, video")));
    check_silent(">podcast</podcast:medium>", {">musicL</podcast:medium>", ">course</podcast:medium>"});
    check_silent(">episodic<", {">serial<"});
    check_silent("protocol=\"irc\"", {"protocol=\"xmpp\"", "protocol=\"nostr\"", "protocol=\"matrix\""});
    check_silent(" rel=\"creator\"", {" rel=\"subject\"", ""});
}

TEST_CASE("a category is one of Apple's, letter by letter") {
    const std::string old = "text=\"Government\"";
    check_each({
        {old, "text=\"Goverment\"", "error unknown-category found=Goverment meant=Government"},
        {old, "text=\"政治\"", "error unknown-category found=政治 meant="},
        {old, "text=\"government\"", "error unknown-category found=government meant=Government"},
        {"Places &amp; Travel", "Places and Travel",
         "error unknown-category found=Society & Culture > Places and Travel meant=Society & Culture > "
         "Places & Travel"},
        {old, "text=\"News &amp; Politics\"", "warning old-category found=News & Politics meant=News"},
        {"Society &amp; Culture", "Society &amp; Cultur",
         "error unknown-category found=Society & Cultur > Places & Travel meant=Society & Culture > Places & "
         "Travel"},
        {"Places &amp; Travel", "History",
         "warning old-category found=Society & Culture > History meant=History"},
    });
    check_silent(old, {"text=\"TV &amp; Film\"", "text='Arts'", "text=\" Arts \""});
}

TEST_CASE("an owner has a mail address") {
    const std::string mail = "<itunes:email>radio@radio.example.jp</itunes:email>";
    check_each({{mail, "<itunes:email>radio</itunes:email>", "error not-a-mail-address found=radio"},
                {mail, "<itunes:email>radio at example.jp</itunes:email>",
                 "error not-a-mail-address found=radio at example.jp"}});
    for (const char* none : {"", "<itunes:email/>"}) {
        const Spoilt feed(mail, none);
        CHECK(feed.findings == Texts{feed.at("<itunes:owner>", "error tag-missing tag=itunes:email")});
    }
}

TEST_CASE("guids of feeds are UUIDs") {
    check_each({{guid_line, "<podcast:guid>radio</podcast:guid>", "error bad-guid found=radio"},
                {"917393e3-1b1e-5cef-ace4-edaa54e1f810", "917393e3", "error bad-guid found=917393e3"},
                {"003af0a0-6a45-55cf-b765-68e3d349551a", "{003af0a0-6a45-55cf-b765-68e3d349551a}",
                 "error bad-guid found={003af0a0-6a45-55cf-b765-68e3d349551a}"}});
    check_silent("3584cbd5-094e-5c08-9df4-e588987d11dd", {"3584CBD5-094E-5C08-9DF4-E588987D11DD"});
}

TEST_CASE("a rule of recurrence is one of RFC 5545") {
    const std::string rule = "FREQ=WEEKLY;INTERVAL=2";
    check_each({{rule, "every two weeks", "error not-a-rule found=every two weeks"},
                {rule, "INTERVAL=2", "error not-a-rule found=INTERVAL=2"},
                {rule, "FREQ=WEEKLY;", "error not-a-rule found=FREQ=WEEKLY;"}});
    check_silent(rule, {"FREQ=MONTHLY;BYDAY=1SA,3SA", "BYDAY=SU;FREQ=WEEKLY", ""});
}

TEST_CASE("a place has the forms of RFC 5870, OpenStreetMap and ISO 3166") {
    check_each({
        {"geo:36.25,138.48", "36.25,138.48",
         "error not-a-place tag=podcast:location geo found=36.25,138.48 meant=geo:36.25,138.48"},
        {"geo:36.25,138.48", "geo:91,0",
         "error not-a-place tag=podcast:location geo found=geo:91,0 meant=geo:36.25,138.48"},
        {"R4796319", "4796319", "error not-a-place tag=podcast:location osm found=4796319 meant=R4796319"},
        {"\"JP\"", "\"Japan\"", "error not-a-place tag=podcast:location country found=Japan meant=JP"},
        {"\"JP\"", "\"jp\"", "error not-a-place tag=podcast:location country found=jp meant=JP"},
    });
    check_silent("geo:36.25,138.48", {"geo:-36,-138.5", "geo:36.25,138.48,100;u=500", ""});
    check_silent("R4796319", {"N1", "W22#3", ""});
    check_silent(" country=\"JP\"", {""});
}

TEST_CASE("dates of a channel are those of RFC 5322") {
    const std::string built = "Sun, 22 Nov 2026 20:00:00 +0900</lastBuildDate>";
    const std::string trailer = "Sun, 08 Nov 2026 20:00:00 +0900";
    check_each({
        {built, "2026-11-22T20:00:00+09:00</lastBuildDate>",
         "error not-a-date tag=lastBuildDate found=2026-11-22T20:00:00+09:00"},
        {built, "Mon, 22 Nov 2026 20:00:00 +0900</lastBuildDate>",
         "error wrong-weekday tag=lastBuildDate found=Mon, 22 Nov 2026 20:00:00 +0900 meant=Sun"},
        {built, "Sun, 22 Nov 2026 20:00:00 JST</lastBuildDate>",
         "error zone-by-name tag=lastBuildDate found=Sun, 22 Nov 2026 20:00:00 JST meant=+0900"},
        {trailer, "11月8日", "error not-a-date tag=podcast:trailer pubdate found=11月8日"},
        {trailer, "Sat, 08 Nov 2026 20:00:00 +0900",
         "error wrong-weekday tag=podcast:trailer pubdate found=Sat, 08 Nov 2026 20:00:00 +0900 meant=Sun"},
    });
    check_each({{trailer, "Mon, 23 Nov 2026 00:00:01 +0000",
                 "error in-the-future found=Mon, 23 Nov 2026 00:00:01 +0000"}});
    check_silent(
        built, {"Sun, 22 Nov 2026 11:00:00 GMT</lastBuildDate>", "22 Nov 2026 11:00 -0000</lastBuildDate>"});
}

TEST_CASE("a trailer is sound, of the type of its name") {
    check_each(
        {{" length=\"9\"", " length=\"0\"", "error bad-length found=0"},
         {"type=\"audio/mpeg\">", "type=\"image/png\">", "error not-sound-type found=image/png"},
         {"t.mp3", "t.m4a",
          "warning type-differs found=audio/mpeg url=https://radio.example.jp/t.m4a meant=audio/x-m4a"}});
}

TEST_CASE("a feed that was read elsewhere than it says is told, and so is one that has moved") {
    const Spoilt feed("<language>ja", "<language>en", "https://other.example/feed.xml");
    CHECK(feed.findings == Texts{feed.at("<atom:link",
                                         "warning self-elsewhere found=https://radio.example.jp/feed.xml "
                                         "address=https://other.example/feed.xml")});
    const std::string moved = "<itunes:new-feed-url>https://other.example/</itunes:new-feed-url>";
    const std::string here = "<itunes:new-feed-url>https://radio.example.jp/feed.xml</itunes:new-feed-url>";
    check_each({{guid_line, moved + guid_line, "warning moved-elsewhere found=https://other.example/"}});
    check_silent(guid_line, {here + guid_line});
}

TEST_CASE("a channel's description holds 4000 bytes, which is 1333 kana and one letter") {
    const std::string old = "<description>町のひとの話です。";
    check_silent(old, {"<description>" + repeated("あ", 1333) + "a",
                       "<description>\n" + repeated("あ", 1333) + "a\n"});
    check_each({{old, "<description>" + repeated("あ", 1333) + "ab",
                 "warning tag-too-long tag=description found=4001 most=4000"}});
}

TEST_CASE("blanks that nobody sees in a title are told") {
    const std::string old = "<title>FMリモート市役所";
    for (const char* blank : {" ", "\n", "\u3000", "\u00A0", "\u00AD", "\u200B", "\u200E", "\u200F", "\u202E",
                              "\u2060", "\uFEFF"}) {
        check_each({{old, old + blank, "warning odd-blanks tag=title"}});
    }
    check_each({{old, "<title> FM", "warning odd-blanks tag=title"},
                {old, "<title>F\u2060M", "warning odd-blanks tag=title"}});
    check_silent(old, {"<title>FM リモート　市役所", "<title><![CDATA[FM]]>"});
}
