// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>

#include "feeds/rss/lint/lint.h"
#include "feeds/rss/read.h"
#include "pipeline/text/unicode.h"
#include "tests/feeds/rss/example.h"
#include "tests/feeds/rss/linted.h"

using namespace cityfm;
using namespace std::string_literals;
using Texts = std::vector<std::string>;
using tests::check_each;
using tests::check_each_in_item;
using tests::check_silent;
using tests::linted;
using tests::Spoilt;

namespace {

const std::string of_first = " item=" + tests::first_item;
const std::string title = "<title>" + tests::first_item + "</title>";
const std::string description =
    "<description>&lt;p&gt;冬の&lt;b&gt;ラーメン&lt;/b&gt;&lt;/p&gt;</description>";
const std::string declaration = R"(<?xml version="1.0" encoding="UTF-8"?>)";
const std::string guid = "<guid isPermaLink=\"false\">guid-ramen</guid>";

std::string repeated(const std::string& part, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += part;
    return all;
}

std::string described(const std::string& text) {
    return "<description>" + text + "</description>";
}

/// The first item under another title, with a guid that opens nothing: what is told of that names it.
Spoilt called(const std::string& written) {
    return {title + "\n      " + guid, "<title>" + written + "</title>\n<guid>x</guid>"};
}

}  // namespace

TEST_CASE("what is wrong with a feed as a document is told by the linter, too") {
    check_each({
        {"<generator>手", "<generator>R&D", "error bare-ampersand"},
        {"<generator>手", "<generator>&hellip;", "error undefined-entity found=&hellip;"},
        {"<generator>手", "<generator>手\x01", "error control-character"},
        {"<generator>手", "<generator>手&#x1F;", "error control-character"},
        {"<generator>手", "<generator>手<x:y/>", "error unbound-prefix found=x"},
        {declaration, "\n" + declaration, "error text-before-declaration"},
        {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<!DOCTYPE rss [<!ENTITY a \"b\">]>",
         "error declared-entity"},
        {"encoding=\"UTF-8\"", "encoding=\"CP932X\"", "error wrong-encoding declared=CP932X meant=UTF-8"},
        {"<generator>手", "<generator>" + repeated("<a>", 30) + repeated("</a>", 30),
         "error nested-too-deep most=32"},
    });
    const Spoilt old("podcast-1.0.dtd", "Podcast-1.0.dtd");
    REQUIRE(old.findings.size() == 1);
    CHECK(old.findings[0] == old.at("<rss",
                                    "warning old-namespace found=http://www.itunes.com/dtds/Podcast-1.0.dtd "
                                    "meant=http://www.itunes.com/dtds/podcast-1.0.dtd"));
    check_silent(declaration, {"", "\xEF\xBB\xBF" + declaration, "<!DOCTYPE rss>", "<?xml version='1.0'?>"});
}

TEST_CASE("a feed that says what it is not is linted as what it is") {
    const Spoilt feed("<generator>手", "<generator>\x8E\xE8");
    CHECK(feed.findings == Texts{feed.here("error wrong-encoding declared=UTF-8 meant=")});
    std::string ascii = tests::good_feed();
    for (char& c : ascii) c = static_cast<unsigned char>(c) < 0x80 ? c : 'x';
    REQUIRE(linted(ascii) == Texts{});
    ascii.replace(ascii.find("UTF-8"), 5, "Shift_JIS");
    CHECK(linted(ascii) == Texts{});
    ascii.replace(ascii.find("<generator>x"), 12, "<generator>\x8E\xE8");
    CHECK(linted(ascii) == Texts{"1 warning other-encoding found=SHIFT_JIS"});
}

TEST_CASE("a namespace that no app knows leaves its tags missing") {
    const Spoilt feed("\"https://podcastindex.org/namespace/1.0\"",
                      "\"https://podcastindex.org/namespace/1.0/\"");
    const auto has = [&](const std::string& finding) {
        return std::find(feed.findings.begin(), feed.findings.end(), finding) != feed.findings.end();
    };
    CHECK(has(feed.at("<podcast:guid>",
                      "error wrong-namespace prefix=podcast found=https://podcastindex.org/namespace/1.0/ "
                      "meant=https://podcastindex.org/namespace/1.0")));
    CHECK(has(feed.at("<channel>", "error tag-missing tag=podcast:guid")));
}

TEST_CASE("what is not well-formed is told with its line") {
    const Spoilt feed(title, "<title>冬のラーメン</titel>");
    const auto& all = feed.findings;
    CHECK(std::count(all.begin(), all.end(), feed.here("error misplaced-markup found=</titel>")) == 1);
}

TEST_CASE("what stands behind the place where reading broke off is not missing") {
    const std::string xml = tests::good_feed();
    const auto tells = [](const std::string& cut, const std::string& what) {
        const Texts findings = linted(cut);
        return std::any_of(findings.begin(), findings.end(),
                           [&](const std::string& line) { return line.find(what) != std::string::npos; });
    };
    const std::string head = xml.substr(0, xml.find("<language>"));
    CHECK(tells(head, "error not-closed found=<channel>"));
    for (const char* what : {"tag-missing", "tag-recommended", "no-items"}) {
        CAPTURE(what);
        CHECK_FALSE(tells(head, what));
        CHECK(tells(head + "</channel></rss>", what));
    }
}

TEST_CASE("of what is no feed, nothing is told but that") {
    CHECK(linted("{}") == Texts{"1 error not-a-feed found=JSON"});
    CHECK(linted("<feed xmlns=\"http://www.w3.org/2005/Atom\"/>") == Texts{"0 error not-a-feed found=Atom"});
    CHECK(linted("") == Texts{"1 error not-a-feed found=empty"});
}

TEST_CASE("of what cityfm writes there is nothing to tell, but what the show itself lacks") {
    const model::Show full = tests::full_show();
    const std::string cover = "https://cdn.example.jp/cover.png";
    CHECK(linted(rss::write(rss::assemble(full, full.feeds.front(), tests::given(full.episodes), cover))) ==
          Texts{});
    model::Show small = tests::small_show();
    const auto told_of_small = [&] {
        return linted(
            rss::write(rss::assemble(small, small.feeds.front(), tests::given(small.episodes), cover)));
    };
    CHECK(told_of_small() == Texts{"3 hint tag-recommended tag=copyright",
                                   "3 hint tag-recommended tag=itunes:owner",
                                   "22 hint tag-recommended tag=podcast:locked owner"});
    small.copyright = "© 2026";
    small.owner_email = "radio@radio.example.jp";
    CHECK(told_of_small() == Texts{});
}

TEST_CASE("retired tags are told once each, at their first place, with how often they stand") {
    const std::string retired = "<itunes:summary>x</itunes:summary>";
    std::string xml = tests::good_feed();
    xml.insert(xml.find(title), retired + "\n");
    xml.insert(xml.find("<title>雪道"), retired + retired);
    CHECK(linted(xml) == Texts{std::to_string(tests::line_of(xml, retired)) +
                               " hint tag-obsolete tag=itunes:summary count=3"});
    check_each({
        {"<generator>", "<itunes:subtitle/><generator>", "hint tag-obsolete tag=itunes:subtitle count=1"},
        {"<generator>", "<itunes:keywords/><generator>", "hint tag-obsolete tag=itunes:keywords count=1"},
        {"<generator>", "<podcast:value type=\"lightning\"/><generator>",
         "warning tag-obsolete tag=podcast:value count=1"},
        {guid, "<podcast:images srcset=\"a\"/>" + guid, "warning tag-obsolete tag=podcast:images count=1"},
    });
    check_silent("<generator>", {"<ttl>60</ttl><generator>", "<podcast:block>no</podcast:block><generator>"});
}

TEST_CASE("an item is named by 40 characters of its title, or else by its guid") {
    const auto name = [](const std::string& written) {
        const Texts findings = called(written).findings;
        REQUIRE_FALSE(findings.empty());
        return findings.back().substr(findings.back().find(" item=") + 6);
    };
    CHECK(name(repeated("あ", 40)) == repeated("あ", 40));
    CHECK(name(repeated("あ", 41)) == repeated("あ", 39) + "…");
    CHECK(name(repeated("👩‍👩‍👧", 41)) == repeated("👩‍👩‍👧", 39) + "…");
    CHECK(name("一\n  二") == "一 二");
    CHECK(name("&lt;b&gt; &amp; <![CDATA[c]]>") == "<b> & c");
    const Spoilt nameless(title + "\n      " + guid, "");
    CHECK(nameless.findings == Texts{nameless.at("<item>", "error tag-missing tag=title"),
                                     nameless.at("<item>", "error tag-missing tag=guid")});
}

TEST_CASE("titles with marks and control characters are read through, and only the latter are told") {
    const auto named = [](const std::string& written, const std::string& name) {
        const Spoilt feed = called(written);
        CHECK(feed.findings == Texts{feed.at("<guid>x", "warning guid-is-no-link found=x item=" + name)});
    };
    named("]]&gt; &lt;![CDATA[", "]]> <![CDATA[");
    named("<![CDATA[a]]]]><![CDATA[>b]]>", "a]]>b");
    const Spoilt control = called("a\x01\x1F<![CDATA[\x02z]]>");
    CHECK(control.findings == Texts{control.here("error control-character"),
                                    control.at("<guid>x", "warning guid-is-no-link found=x item=az")});
}

TEST_CASE("blanks that nobody sees in an item's title are told") {
    for (const std::string& written : {"冬の\u00A0ラーメン"s, "\u2060冬のラーメン"s, "冬の\u200Bラーメン"s}) {
        const Spoilt feed(title, "<title>" + written + "</title>");
        CHECK(feed.findings == Texts{feed.here("warning odd-blanks tag=title item=" + written)});
    }
    check_each_in_item(
        {{title, "<title>冬のラーメン </title>", "warning odd-blanks tag=title"},
         {guid, "<itunes:title>冬の\u00A0話</itunes:title>" + guid, "warning odd-blanks tag=itunes:title"}});

    check_silent(title, {"<title>冬の ラーメン</title>", "<title>冬の　ラーメン</title>"});
}

TEST_CASE("an item's description holds 4000 bytes, counted as bytes") {
    check_silent(description,
                 {described(repeated("あ", 1333) + "a"), described("\n" + repeated("a", 4000) + "\n"),
                  described(repeated("&lt;", 4000))});
    check_each_in_item({
        {description, described(repeated("あ", 1333) + "ab"),
         "warning tag-too-long tag=description found=4001 most=4000"},
        {description, described(repeated("a", 4001)),
         "warning tag-too-long tag=description found=4001 most=4000"},
    });
    check_silent("<p>冬の<b>ラーメン</b></p>", {repeated("あ", 5000)});
}

TEST_CASE("marks of HTML that apps do not show are told once each, in a whole feed") {
    check_each({{"町のひとの話です。", "&lt;h1&gt;町&lt;/h1&gt;", "hint markup-not-shown found=h1"},
                {"町のひとの話です。", "<![CDATA[<IMG\tsrc='a'>]]>", "hint markup-not-shown found=img"},
                {"<content:encoded>雪道の話", "<content:encoded>&lt;div&gt;",
                 "hint markup-not-shown found=div item=雪道の話"}});
    const Spoilt feed(description, described("<![CDATA[<table><tr><td/></tr></table>\n<table><hr\n>]]>"));
    CHECK(feed.findings == Texts{feed.here("hint markup-not-shown found=table" + of_first),
                                 feed.here("hint markup-not-shown found=tr" + of_first),
                                 feed.here("hint markup-not-shown found=td" + of_first),
                                 feed.here("hint markup-not-shown found=hr" + of_first)});
    check_silent(description,
                 {described("<![CDATA[<p><a href='x'>a</a><ul><ol><li><b><strong><i><em><br/><br><BR />]]>"),
                  described("1 &lt; 2 &lt;3 &lt;四駆&gt; &lt;&gt; &lt;a@b.example&gt; &lt;"),
                  described("&lt;!-- x --&gt; &lt;/h1&gt; &lt;veryverylongname&gt;")});
}

TEST_CASE("categories are compared with their ampersands as they are meant") {
    check_silent("text=\"Society &amp; Culture\"",
                 {"text=\"Society &#38; Culture\"", "text='Society &#x26; Culture'"});
    const Spoilt bare("text=\"Society &amp; Culture\"", "text=\"Society & Culture\"");
    CHECK(bare.findings == Texts{bare.here("error bare-ampersand")});
    check_each({{"text=\"Government\"", "text=\"Arts &amp;amp; Food\"",
                 "error unknown-category found=Arts &amp; Food meant=Arts > Food"}});
}

TEST_CASE("marks of HTML that stand in a text as tags are told as that, not as an empty text") {
    check_each_in_item({{description, "<description><p>冬の話</p></description>",
                         "error unescaped-markup tag=description"}});
    check_each({{"<description>町のひとの話です。", "<description><p>町のひとの話です。</p>",
                 "error unescaped-markup tag=description"}});
}

TEST_CASE("findings come in the order of their lines, the gravest of a line first") {
    const std::string xml =
        "<rss version=\"2.0\"><channel><title> R&D </title>\n<item><title>x</title></item></channel></rss>";
    const core::Findings findings = rss::lint(rss::parse(xml, "feed.xml"), {tests::november(23, 0), ""});
    REQUIRE(findings.size() > 10);
    CHECK(
        std::is_sorted(findings.begin(), findings.end(), [](const core::Finding& a, const core::Finding& b) {
            return std::pair(a.where.line, -static_cast<int>(a.severity)) <
                   std::pair(b.where.line, -static_cast<int>(b.severity));
        }));
    for (const core::Finding& finding : findings) CHECK(finding.where.file == "feed.xml");
}

TEST_CASE("values of any length are shown cut") {
    const std::string value = repeated("x", 1000);
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"<link>https://radio.example.jp/12", "<link>" + value},
             {"<language>ja", "<language>" + value},
             {">episodic<", ">" + value + "<"},
             {"3584cbd5-094e-5c08-9df4-e588987d11dd", value},
             {"radio@radio.example.jp</itunes:email>", value + "</itunes:email>"},
             {"FREQ=WEEKLY;INTERVAL=2", value},
             {"R4796319", value},
             {"text=\"Government\"", "text=\"" + value + "\""},
             {guid, "<guid>" + value + "</guid>"},
             {"length=\"1234567\"", "length=\"" + value + "\""},
             {"\"text/vtt\"", "\"" + value + "\""},
             {"<itunes:duration>1800", "<itunes:duration>" + value}}) {
        CAPTURE(from);
        std::string xml = tests::good_feed();
        xml.replace(xml.find(from), from.size(), to);
        const core::Findings findings = rss::lint(rss::parse(xml, "feed.xml"), {tests::november(23, 0), ""});
        REQUIRE(findings.size() == 1);
        CHECK(text::graphemes_of(core::arg(findings[0].args, "found")).size() == 100);
    }
}
