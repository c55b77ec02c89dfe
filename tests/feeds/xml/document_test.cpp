// SPDX-License-Identifier: MIT
#include "feeds/xml/document.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "feeds/rss/read.h"
#include "tests/feeds/rss/linted.h"
#include "tests/support/files.h"
#include "tests/support/raw_bytes.h"

using namespace cityfm;
using namespace std::string_literals;
using Texts = std::vector<std::string>;
using tests::told;

namespace {

const std::string itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
const std::string podcast = "https://podcastindex.org/namespace/1.0";

xml::Document parsed(const std::string& xml) {
    return rss::parse(xml, "feed.xml");
}

/// The channel; an empty element where there is none.
xml::Element channel_of(const std::string& xml) {
    return parsed(xml).channel.value_or(xml::Element{});
}

/// A channel with that in it, which begins on the second line.
std::string channel(const std::string& inside, const std::string& bindings = "") {
    return "<rss version=\"2.0\"" + bindings + ">\n<channel>" + inside + "</channel>\n</rss>\n";
}

/// The title of a channel with that as it is written.
std::string title_of(const std::string& written) {
    return channel_of(channel("<title>" + written + "</title>")).text_of("title");
}

/// The titles of the items, of which a missing one is empty.
Texts titles_of(const xml::Element& channel) {
    Texts titles;
    for (const xml::Element* item : channel.all("item")) titles.push_back(item->text_of("title"));
    return titles;
}

std::string repeated(const std::string& part, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += part;
    return all;
}

std::size_t count_of(const xml::Document& document, core::Code code) {
    std::size_t count = 0;
    for (const core::Finding& finding : document.findings) count += finding.code == code ? 1U : 0U;
    return count;
}

}  // namespace

TEST_CASE("a namespace is known by its address, whatever its prefix") {
    const xml::Document document = parsed(
        channel("<a:author>x</a:author><b:guid c:d=\"e\" f=\"g\">y</b:guid><itunes:type>z</itunes:type>"
                "<link xmlns=\"http://www.w3.org/2005/Atom\" rel=\"self\"/>",
                " xmlns:a=\"" + itunes + "\" xmlns:b=\"" + podcast +
                    "\" xmlns:c=\"http://example.jp/\" xmlns:itunes=\"http://other.example/\""));
    REQUIRE(document.channel);
    CHECK(document.channel->text_of("itunes:author") == "x");
    CHECK(document.channel->text_of("podcast:guid") == "y");
    CHECK(document.channel->child("podcast:guid")->attribute("{http://example.jp/}d") == "e");
    CHECK(document.channel->child("podcast:guid")->attribute("f") == "g");
    CHECK(document.channel->child("itunes:type") == nullptr);
    CHECK(document.channel->text_of("{http://other.example/}type") == "z");
    CHECK(document.channel->child("atom:link")->attribute("rel") == "self");
    CHECK(document.channel->child("link") == nullptr);
}

TEST_CASE("older spellings of a namespace are read as it, and told once") {
    struct Case {
        std::string prefix;
        std::string address;
        std::string meant;
    };
    const auto [prefix, address, meant] = GENERATE_COPY(
        Case{"podcast", "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
             podcast},
        Case{"podcast", "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
             podcast},
        Case{"itunes", "http://www.itunes.com/DTDs/Podcast-1.0.dtd", itunes},
        Case{"itunes", "HTTP://WWW.ITUNES.COM/DTDS/PODCAST-1.0.DTD", itunes},
        Case{"psc", "http://podlove.org/simple-chapters/", "http://podlove.org/simple-chapters"});
    const std::string bound = " xmlns:a=\"" + address + "\"";
    const xml::Document document =
        parsed(channel("\n<a:one>x</a:one>\n<a:two" + bound + ">y</a:two>", bound));
    REQUIRE(document.channel);
    CHECK(document.channel->text_of(prefix + ":one") == "x");
    CHECK(document.channel->text_of(prefix + ":two") == "y");
    CHECK(told(document.findings) == Texts{"1 warning old-namespace found=" + address + " meant=" + meant});
}

TEST_CASE("a known prefix bound to an address that no app knows is told once, and its tags are not read") {
    const std::string wrong = podcast + "/";
    const xml::Document document =
        parsed(channel("\n<podcast:guid>x</podcast:guid>\n<podcast:locked>yes</podcast:locked>",
                       " xmlns:podcast=\"" + wrong + "\""));
    REQUIRE(document.channel);
    CHECK(document.channel->child("podcast:guid") == nullptr);
    CHECK(document.channel->text_of("{" + wrong + "}guid") == "x");
    CHECK(told(document.findings) ==
          Texts{"3 error wrong-namespace prefix=podcast found=" + wrong + " meant=" + podcast});
}

TEST_CASE("an unbound prefix is told once, and read as what it commonly means") {
    const xml::Document document = parsed(
        channel("\n<itunes:author a:b='c'>x</itunes:author>\n<itunes:type>serial</itunes:type>\n<a:d/>"));
    REQUIRE(document.channel);
    CHECK(document.channel->text_of("itunes:author") == "x");
    CHECK(document.channel->text_of("itunes:type") == "serial");
    CHECK(told(document.findings) ==
          Texts{"3 error unbound-prefix found=a", "3 error unbound-prefix found=itunes"});
}

TEST_CASE("text and CDATA are joined, over comments, instructions and elements between them") {
    CHECK(title_of("a<![CDATA[b & c]]>d") == "ab & cd");
    CHECK(title_of("a<!-- <b> & --><![CDATA[b]]><?x & ?>&amp;<!-- -->c") == "ab&c");
    CHECK(title_of("<![CDATA[a]]]]><![CDATA[>b]]>") == "a]]>b");
    CHECK(title_of("a<i>b</i>c") == "ac");
    CHECK(title_of("<![CDATA[&amp; &nbsp;]]>") == "&amp; &nbsp;");
}

TEST_CASE("an end of CDATA that stands alone takes no words away, and is told") {
    CHECK(title_of("before ]]> behind") == "before ]]> behind");
    CHECK_FALSE(parsed(channel("<title>a ]]> b</title>")).findings.empty());
}

TEST_CASE("marks that are escaped, and those that should be, are read as what was meant") {
    const xml::Document document =
        parsed(channel("\n<title>&amp;&amp;&amp; Q&A R&D</title>\n<link>\n?a&b</link>"));
    REQUIRE(document.channel);
    CHECK(document.channel->text_of("title") == "&&& Q&A R&D");
    CHECK(document.channel->text_of("link") == "?a&b");
    CHECK(told(document.findings) == Texts{"3 error bare-ampersand", "5 error bare-ampersand"});
    CHECK(title_of("&lt;b&gt; &quot;&apos; &#12354;&#x1F35C; a&nbsp;b&hellip;&eacute;") ==
          "<b> \"' あ🍜 a\u00A0b…é");
}

TEST_CASE("attributes are read with their marks resolved, and without blanks at their ends") {
    const xml::Element link =
        channel_of(channel("<link href=\" ?a=1&amp;b=2&c=&lt;&#34;&eacute;\n\" empty='' rel='x\"y'/>"))
            .children.at(0);
    CHECK(link.attribute("href") == "?a=1&b=2&c=<\"é");
    CHECK(link.attribute("empty") == "");
    CHECK(link.attribute("rel") == "x\"y");
    CHECK(link.attribute("none") == std::nullopt);
}

TEST_CASE("the text of an element is its own, as it is written, and can be had without its blanks") {
    const xml::Element channel = channel_of(::channel("<title>\n a b\t\n</title><title>c</title>"));
    CHECK(channel.child("title")->text == "\n a b\t\n");
    CHECK(channel.text_of("title") == "a b");
    CHECK(channel.all("title").size() == 2);
    CHECK(channel.child("link") == nullptr);
    CHECK(channel.text_of("link").empty());
}

TEST_CASE("every element has the line on which it begins") {
    const std::string xml =
        "\n<?xml\nversion='1.0'?>\n<!DOCTYPE rss [\n<!ENTITY a 'b'>\n]>\n<rss>\n<channel>\n"
        "<title>\n&nbsp;\n</title><link\nrel='a'\n\nhref='b'/>\n<!--\n\n--><description><![CDATA[\n\n]]>\r\n"
        "</description>\n<item>\n<guid/></item></channel></rss>";
    const xml::Element channel = channel_of(xml);
    CHECK(channel.line == tests::line_of(xml, "<channel>"));
    for (const char* name : {"title", "link", "description", "item"}) {
        CAPTURE(name);
        CHECK(channel.child(name)->line == tests::line_of(xml, "<"s + name));
    }
    CHECK(channel.child("item")->child("guid")->line == tests::line_of(xml, "<guid"));
}

TEST_CASE("a long feed is read the same wherever its blocks are cut") {
    // The parser is given blocks of 64 KiB.
    const std::string text = repeated("ラジオ & ", 5000);
    for (int shift = 0; shift < 12; ++shift) {
        CAPTURE(shift);
        const xml::Element channel =
            channel_of(::channel("<title>" + std::string(static_cast<std::size_t>(shift), 'x') + "<![CDATA[" +
                                 text + "]]></title>\n<link a=\"" + text + "\"/>\n<guid/>"));
        CHECK(channel.child("title")->text == std::string(static_cast<std::size_t>(shift), 'x') + text);
        CHECK(channel.child("link")->attribute("a") == text.substr(0, text.size() - 1));
        CHECK(channel.child("guid")->line == 4);
    }
}

TEST_CASE("lines past 65535 are right") {
    CHECK(channel_of(channel(repeated("\n", 100'000) + "<title/>")).child("title")->line == 100'002);
    CHECK(told(parsed(channel(repeated("\n", 100'000) + "<title>R&D</titel>")).findings).front() ==
          "100002 error bare-ampersand");
}

TEST_CASE("entities that a feed declares are told, and none is expanded") {
    const tests::TempFolder folder;
    tests::write(folder / "secret", "the secret");
    const std::string secret = "file://" + (folder / "secret").string();
    for (const std::string& declarations :
         {"<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\">"s,
          "<!ENTITY c \"" + std::string(100'000, 'h') + "\">", "<!ENTITY c SYSTEM \"" + secret + "\">",
          "<!ENTITY c SYSTEM \"file:///etc/passwd\">"s,
          "<!ENTITY % d SYSTEM \"" + secret + "\"> %d; <!ENTITY c \"ha\">"}) {
        CAPTURE(declarations.substr(0, 100));
        const xml::Document document =
            parsed("<?xml version='1.0'?>\n<!DOCTYPE rss [" + declarations + "]>\n" +
                   channel("<title>x" + repeated("&c;", 1000) + "</title>" + "<link href=\"&c;\"/>"));
        REQUIRE(document.channel);
        CHECK(document.channel->text_of("title") == "x" + repeated("&c;", 1000));
        CHECK(document.channel->child("link")->attribute("href") == "&c;");
        CHECK(told(document.findings) ==
              Texts{"2 error declared-entity", "4 error undefined-entity found=&c;"});
    }
}

TEST_CASE("a DOCTYPE that hides in what is no instruction expands nothing either") {
    const xml::Document document =
        parsed("<?<!DOCTYPE rss [<!ENTITY a \"ha\">]>" + channel("<title>x&a;y</title>") + "<!-- ?> -->");
    CHECK_FALSE(document.findings.empty());
    if (document.channel) CHECK(document.channel->text_of("title").find("ha") == std::string::npos);
}

TEST_CASE("what is nested too deep is told once, however deep, and what stands behind it is read") {
    const int depth = GENERATE(33, 34, 1000, 100'000);
    CAPTURE(depth);
    // Below <rss> and <channel>.
    const xml::Document document =
        parsed(channel("\n" + repeated("<a>", depth - 2) + "x" + repeated("</a>", depth - 2) +
                       "\n<item><title>y</title></item>"));
    CHECK(told(document.findings) == Texts{"3 error nested-too-deep most=32"});
    REQUIRE(document.channel);
    CHECK(titles_of(*document.channel) == Texts{"y"});
}

TEST_CASE("32 levels are read") {
    const xml::Document document = parsed(channel(repeated("<a>", 30) + "x" + repeated("</a>", 30)));
    CHECK(told(document.findings) == Texts{});
    const xml::Element* innermost = &*document.channel;
    for (int level = 0; level < 30; ++level) {
        REQUIRE(innermost->children.size() == 1);
        innermost = &innermost->children.front();
    }
    CHECK(innermost->text == "x");
}

TEST_CASE("depth that is never closed does no harm") {
    const xml::Document document = parsed("<rss><channel>" + repeated("<a>\n", 100'000));
    CHECK(count_of(document, core::Code::nested_too_deep) == 1);
    CHECK(document.findings.size() <= 1100);
}

TEST_CASE("elements that are closed by another name are told, and what stands behind them is read") {
    const xml::Document document =
        parsed(channel("\n<item><title>a</titel></item>\n<item><title>b</title></item>"));
    REQUIRE(document.channel);
    CHECK(titles_of(*document.channel) == Texts{"a", "b"});
    REQUIRE(count_of(document, core::Code::misplaced_markup) == 1);
    CHECK(count_of(document, core::Code::not_closed) == 1);
    CHECK(document.findings.front().where.line == 3);
    CHECK(document.findings.front().severity == core::Severity::error);
    CHECK(core::arg(document.findings.front().args, "found") == "</titel>");
}

TEST_CASE("an item is the channel's, whatever before it is not closed") {
    CHECK(titles_of(channel_of(channel("<item><title>a</title>\n<item><title>b</title></item>"))) ==
          Texts{"a", "b"});
    CHECK(titles_of(channel_of(channel("<itunes:category><item><title>a</title></item>"
                                       "<item><title>b</title></item>"))) == Texts{"a", "b"});
    CHECK(titles_of(channel_of(channel("<item><title>a<item><title>b</title></item>"))) == Texts{"a", "b"});
    CHECK(titles_of(channel_of("<rss><channel><item><title>a</title></item></channel>"
                               "<item><title>b</title></item></rss>")) == Texts{"a", "b"});
}

TEST_CASE("no item is lost, however many of them are not closed, or hold what is not closed") {
    const std::string item = GENERATE("<item><title>a</title>\n"s,
                                      "<item><title>a</title><description>b<br>c</description></item>\n"s,
                                      "<item><title>a</title><description>b</p></description></item>\n"s);
    CAPTURE(item);
    const xml::Document document = parsed(channel("\n" + repeated(item, 60)));
    REQUIRE(document.channel);
    CHECK(titles_of(*document.channel) == Texts(60, "a"));
    CHECK(count_of(document, core::Code::nested_too_deep) == 0);
}

TEST_CASE("a mark of HTML that is not closed, or only closed, takes nothing of its item away") {
    const std::string mark = GENERATE("<br>"s, "</p>"s, "<p>b<br>c"s);
    CAPTURE(mark);
    const xml::Element channel =
        channel_of(::channel("<item><description>a" + mark + "d</description><guid>g</guid></item>"));
    REQUIRE(channel.child("item") != nullptr);
    CHECK(channel.child("item")->text_of("guid") == "g");
}

TEST_CASE("a feed that is cut is told, and read up to there") {
    const std::string whole = channel("<title>t</title><item><title>a</title></item><item><title>b</title>");
    const xml::Document document = parsed(whole.substr(0, whole.find("b</title>") + 4));
    REQUIRE(document.channel);
    CHECK(document.channel->text_of("title") == "t");
    CHECK(titles_of(*document.channel).front() == "a");
    CHECK(count_of(document, core::Code::not_well_formed) > 0);
}

TEST_CASE("a feed is complete when it was read to the end of its channel, and nothing was in doubt") {
    CHECK(parsed(tests::good_feed()).complete);
    CHECK(parsed(channel("<title>R&D &nbsp; \x01</title>")).complete);
    CHECK_FALSE(parsed(channel("<title>x</titel>")).complete);
    CHECK_FALSE(parsed("<rss><channel><title>x</title>").complete);
    CHECK_FALSE(parsed("<rss/>").complete);
    CHECK_FALSE(parsed("{}").complete);
}

TEST_CASE("wherever a feed is cut, that is told") {
    const std::string whole = tests::good_feed();
    for (std::size_t size = 0; size <= whole.rfind('>'); size += 7) {
        const xml::Document document = parsed(whole.substr(0, size));
        if (document.findings.empty()) FAIL_CHECK("nothing is told of the first " << size << " bytes");
    }
}

TEST_CASE("items of RSS 1.0, which stand behind the channel, are the channel's") {
    const xml::Document document = parsed(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
        "xmlns=\"http://purl.org/rss/1.0/\">\n<channel rdf:about=\"x\"><title>t</title></channel>\n"
        "<item rdf:about=\"y\"><title>a</title></item>\n<item><title>b</title></item></rdf:RDF>");
    CHECK(told(document.findings) == Texts{});
    REQUIRE(document.channel);
    CHECK(document.channel->text_of("title") == "t");
    CHECK(titles_of(*document.channel) == Texts{"a", "b"});
}

TEST_CASE("RSS 2.0 that names a namespace of its own is RSS") {
    CHECK(channel_of("<rss version=\"2.0\" xmlns=\"http://backend.userland.com/rss2\"><channel>"
                     "<title>t</title></channel></rss>")
              .text_of("title") == "t");
}

TEST_CASE("XML that is no RSS is told by what it is") {
    struct Case {
        std::string xml;
        std::string kind;
    };
    const auto [xml, kind] = GENERATE(
        Case{"<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title></feed>", "Atom"},
        Case{"<opml version='2.0'><body/></opml>", "<opml>"}, Case{"<rss/>", "<rss> without <channel>"},
        Case{"<channel><title>t</title></channel>", "<channel>"});
    const xml::Document document = parsed(xml);
    CHECK_FALSE(document.channel);
    CHECK(told(document.findings) == Texts{"0 error not-a-feed found=" + kind});
}

TEST_CASE("bytes that are no XML are told by what they are") {
    for (const std::string& bytes :
         {""s, " \n"s, "<!DOCTYPE html><html></html>"s, "{}"s, "\x1F\x8B\x08\x00"s, "text"s, "\x00\x01"s}) {
        CAPTURE(bytes);
        const xml::Document document = parsed(bytes);
        CHECK_FALSE(document.channel);
        REQUIRE(document.findings.size() == 1);
        CHECK(document.findings[0].code == core::Code::not_a_feed);
        CHECK(document.findings[0].where.file == "feed.xml");
    }
}

TEST_CASE("findings are in the order of their lines, and there is a bound to them") {
    const xml::Document document =
        parsed(channel(repeated("<a>&</b>\n\x01\n", 1000) + "<itunes:author>x</itunes:author>"));
    CHECK(document.findings.size() <= 1100);
    CHECK(std::is_sorted(
        document.findings.begin(), document.findings.end(),
        [](const core::Finding& a, const core::Finding& b) { return a.where.line < b.where.line; }));
    CHECK(parsed(channel("<title>" + std::string(1'000'000, '\x01') + "</title>")).findings.size() == 1);
}

TEST_CASE(
    "a second feed, channel or item behind the first feed makes it unusable, in whatever way it was joined") {
    const std::string feed = tests::good_feed();
    const std::string::size_type item = feed.find("<item>");
    const std::string::size_type end = feed.find("</channel>");
    REQUIRE(item < end);
    const std::string items = feed.substr(item, end - item);
    const std::string head = feed.substr(0, end);
    for (const std::string& joined :
         {feed + items + "</channel></rss>", feed + feed.substr(feed.find("<rss")),
          head + "</channel><channel><title>x</title>" + items + "</channel></rss>"}) {
        const xml::Document document = rss::parse(joined, "feed.xml");
        CHECK(xml::is_cut(document));
        CHECK(std::any_of(document.findings.begin(), document.findings.end(),
                          [](const core::Finding& f) { return f.code == core::Code::second_feed; }));
    }
    CHECK_FALSE(xml::is_cut(rss::parse(feed, "feed.xml")));
    // Old RSS writes its items behind the channel, and some hosts do so still.
    CHECK_FALSE(xml::is_cut(rss::parse(head.substr(0, item) + "</channel>" + items + "</rss>", "feed.xml")));
}
