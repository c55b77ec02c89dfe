// SPDX-License-Identifier: MIT
#include "feeds/rss/foreign.h"

#include <catch2/catch.hpp>

#include "feeds/rss/read.h"

using namespace cityfm;
using Texts = std::vector<std::string>;

namespace {

/// A feed with that inside its one item.
xml::Document document_with(const std::string& item, const std::string& channel = {}) {
    return rss::parse(
        "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" "
        "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" "
        "xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:acast=\"https://schema.acast.com/1.0/\" "
        "xmlns:media=\"http://search.yahoo.com/mrss/\">"
        "<channel><title>x</title>" +
            channel + "<item>" + item + "</item></channel></rss>",
        "feed.xml");
}

Texts in_item(const std::string& item) {
    const xml::Document document = document_with(item);
    return rss::foreign_in(*document.channel->child("item"));
}

Texts in_channel(const std::string& channel) {
    const xml::Document document = document_with("", channel);
    return rss::foreign_in(*document.channel);
}

Texts read_back(const std::string& xml) {
    core::Findings findings;
    return rss::read_foreign(xml, "item", "foreign.xml", findings);
}

}  // namespace

TEST_CASE("an element of another namespace is kept with what it declares") {
    CHECK(in_item("<acast:showId>5f8</acast:showId>") ==
          Texts{"<acast:showId xmlns:acast=\"https://schema.acast.com/1.0/\">5f8</acast:showId>"});
}

TEST_CASE("its attributes, children and the text between them stay as they were") {
    CHECK(in_item(
              "<media:content url=\"https://a.example/x?a=1&amp;b=2\" media:kind='x'>one<media:title>two &lt;"
              "</media:title>three<![CDATA[ & four]]></media:content>") ==
          Texts{"<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" "
                "url=\"https://a.example/x?a=1&amp;b=2\" "
                "media:kind=\"x\">one<media:title>two &lt;</media:title>three &amp; four</media:content>"});
}

TEST_CASE("a namespace within is declared where it begins, a default one where it changes") {
    CHECK(in_item("<p xmlns=\"http://www.w3.org/1999/xhtml\"><b>x</b><acast:y/></p>") ==
          Texts{"<p xmlns=\"http://www.w3.org/1999/xhtml\"><b>x</b><acast:y "
                "xmlns:acast=\"https://schema.acast.com/1.0/\"></acast:y></p>"});
}

TEST_CASE("what RSS, Apple and the podcast namespace have beyond a feed's values is kept, too") {
    CHECK(in_item("<category>Food</category><comments>https://a.example/</comments>") ==
          Texts{"<category>Food</category>", "<comments>https://a.example/</comments>"});
    CHECK(in_item("<itunes:author>Mikan</itunes:author>") ==
          Texts{"<itunes:author "
                "xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">Mikan</itunes:author>"});
    CHECK(
        in_channel("<podcast:chat server=\"irc.example\" protocol=\"irc\"/>") ==
        Texts{"<podcast:chat xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" server=\"irc.example\" "
              "protocol=\"irc\"></podcast:chat>"});
    CHECK(in_channel("<atom:link rel=\"payment\" href=\"https://a.example/pay\"/>").size() == 1);
}

TEST_CASE("what a feed has as values, what Apple gave up, payments and the host's own are not foreign") {
    CHECK(in_item(
              "<title>t</title><guid>g</guid><itunes:duration>3</itunes:duration><itunes:keywords>k</itunes:"
              "keywords><itunes:summary>s</itunes:summary><podcast:value type=\"lightning\"/>")
              .empty());
    CHECK(in_channel("<generator>Anchor</generator><lastBuildDate>x</lastBuildDate><ttl>60</ttl>"
                     "<atom:link rel=\"self\" href=\"https://a.example/\"/><atom:link rel=\"hub\" "
                     "href=\"https://h.example/\"/>")
              .empty());
}

TEST_CASE("a prefix that nobody declared cannot be written again") {
    CHECK(in_item("<nobody:x>1</nobody:x>").empty());
}

TEST_CASE("foreign.xml reads back as what was written") {
    const Texts elements = in_item(
        "<acast:a b=\"&quot;&#10;\">x &amp; "
        "y</acast:a><category>Food</category><itunes:author>A</itunes:author>"
        "<media:group><media:content url=\"u\"/></media:group>");
    REQUIRE(elements.size() == 4);
    CHECK(read_back(rss::write_foreign(elements)) == elements);
    CHECK(read_back("").empty());
}

TEST_CASE("a foreign.xml that people broke is told with its line") {
    for (const char* broken : {"<foreign>\n<a>\n</foreign>\n", "<foreign>\n<a></b></foreign>",
                               "no xml at all", "<other><a/></other>", "<foreign>"}) {
        core::Findings findings;
        INFO(broken);
        CHECK(rss::read_foreign(broken, "item", "foreign.xml", findings).empty());
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].code == core::Code::bad_foreign);
        CHECK(findings[0].severity == core::Severity::error);
        CHECK(findings[0].where.file == "foreign.xml");
    }
}

TEST_CASE("a usual prefix of another namespace in foreign.xml is told, as apps would not read it") {
    core::Findings findings;
    CHECK(
        rss::read_foreign("<foreign><itunes:author xmlns:itunes=\"https://a.example/other\">A</itunes:author>"
                          "</foreign>",
                          "item", "foreign.xml", findings)
            .empty());
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == core::Code::wrong_namespace);
    CHECK(findings[0].severity == core::Severity::error);
}

TEST_CASE("an element of our own in foreign.xml is told and never written") {
    struct Row {
        const char* parent;
        const char* element;
        const char* name;
    };
    const auto row = GENERATE(values<Row>({
        {"channel", "<itunes:new-feed-url>https://evil.example/f.xml</itunes:new-feed-url>",
         "itunes:new-feed-url"},
        {"channel", "<itunes:New-Feed-URL>https://evil.example/f.xml</itunes:New-Feed-URL>",
         "itunes:New-Feed-URL"},
        {"channel", "<x:new-feed-url xmlns:x='http://www.itunes.com/dtds/podcast-1.0.dtd'>u</x:new-feed-url>",
         "x:new-feed-url"},
        {"item", "<itunes:new-feed-url>https://evil.example/f.xml</itunes:new-feed-url>",
         "itunes:new-feed-url"},
        {"item", "<guid>g</guid>", "guid"},
        {"item", "<guid xmlns='urn:evil'>g</guid>", "guid"},
        {"item", "<GUID>g</GUID>", "GUID"},
        {"item", "<enclosure url='https://evil.example/x.mp3'/>", "enclosure"},
        {"channel", "<enclosure url='https://evil.example/x.mp3'/>", "enclosure"},
        {"channel", "<item><title>x</title></item>", "item"},
        {"channel", "<title>x</title>", "title"},
        {"channel", "<podcast:guid>x</podcast:guid>", "podcast:guid"},
        {"channel", "<atom:link rel='self' href='https://evil.example/'/>", "atom:link"},
        {"channel", "<x:new-feed-url xmlns:x='http://itunes.com/dtds/podcast-1.0.dtd'>u</x:new-feed-url>",
         "x:new-feed-url"},
        {"channel", "<x:block xmlns:x='https://www.itunes.com:443/DTDs/Podcast-1.0.dtd#'>yes</x:block>",
         "x:block"},
        {"channel", "<x:new-feed-url xmlns:x='http://example.com/dtds/podcast-1.1.dtd'>u</x:new-feed-url>",
         "x:new-feed-url"},
        {"channel", "<x:guid xmlns:x='https://www.podcastindex.org/namespace/1.0'>x</x:guid>", "x:guid"},
        {"channel", "<atom:link rel='alternate self' href='https://evil.example/'/>", "atom:link"},
        {"channel",
         "<atom:link rel='http://www.iana.org/assignments/relation/self' href='https://evil.example/'/>",
         "atom:link"},
        {"channel", "<atom:link REL='next' href='https://evil.example/'/>", "atom:link"},
        {"channel", "<new-feed-url>https://evil.example/f.xml</new-feed-url>", "new-feed-url"},
        {"channel", "<a:b xmlns:a='urn:a'><new-feed-url>u</new-feed-url></a:b>", "a:b"},
        {"channel", "<a:b xmlns:a='urn:a'><itunes:new-feed-url>u</itunes:new-feed-url></a:b>", "a:b"},
    }));
    CAPTURE(row.element);
    const std::string xml =
        "<foreign xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' "
        "xmlns:podcast='https://podcastindex.org/namespace/1.0' "
        "xmlns:atom='http://www.w3.org/2005/Atom'>\n<category>kept</category>\n" +
        std::string(row.element) + "\n</foreign>";
    core::Findings findings;
    CHECK(rss::read_foreign(xml, row.parent, "foreign.xml", findings) == Texts{"<category>kept</category>"});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == core::Code::foreign_is_ours);
    CHECK(findings[0].where.line == 3);
    CHECK(core::arg(findings[0].args, "name") == row.name);
}

TEST_CASE("a live item keeps its own guid and enclosure") {
    const std::string live =
        "<podcast:liveItem xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" status=\"live\">"
        "<guid>g</guid><enclosure url=\"u\"></enclosure></podcast:liveItem>";
    core::Findings findings;
    CHECK(rss::read_foreign("<foreign>" + live + "</foreign>", "channel", "f", findings) == Texts{live});
    CHECK(findings.empty());
}

TEST_CASE("a foreign.xml of an older version is read, one of a newer version is refused") {
    core::Findings findings;
    const std::string body = "<category>x</category></foreign>";
    CHECK(rss::read_foreign("<foreign>" + body, "item", "f", findings).size() == 1);
    CHECK(rss::read_foreign("<foreign version=\"1\">" + body, "item", "f", findings).size() == 1);
    CHECK(findings.empty());
    CHECK(rss::read_foreign("<foreign version=\"2\">" + body, "item", "f", findings).empty());
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == core::Code::newer_release);
}

TEST_CASE("the name of a foreign element is its own, with its prefix") {
    CHECK(rss::name_of_foreign("<acast:showId xmlns:acast=\"x\">1</acast:showId>") == "acast:showId");
    CHECK(rss::name_of_foreign("<category>Food</category>") == "category");
    CHECK(rss::name_of_foreign("<x/>") == "x");
}

TEST_CASE("a feed with foreign elements is written and read as the same feed") {
    const xml::Document document =
        document_with("<guid isPermaLink=\"false\">g</guid><acast:a>1</acast:a><category>Food</category>",
                      "<acast:b c=\"d\"/>");
    rss::Feed feed = rss::read(document);
    REQUIRE(feed.foreign.size() == 1);
    REQUIRE(feed.items.at(0).foreign.size() == 2);
    const rss::Feed again = rss::read(rss::parse(rss::write(feed), "feed.xml"));
    CHECK(again.foreign == feed.foreign);
    CHECK(again.items.at(0).foreign == feed.items[0].foreign);
}

TEST_CASE("mixed content, languages and other namespaces' attributes stay in elements of every namespace") {
    CHECK(
        in_channel("<podcast:chat xml:lang=\"de\" acast:a=\"1\">A<podcast:b>B</podcast:b>C</podcast:chat>") ==
        Texts{"<podcast:chat xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" "
              "xmlns:acast=\"https://schema.acast.com/1.0/\" xml:lang=\"de\" "
              "acast:a=\"1\">A<podcast:b>B</podcast:b>C"
              "</podcast:chat>"});
}

TEST_CASE("an element within which a prefix is bound to nothing is left out whole") {
    CHECK(in_item("<acast:a><q:b>t</q:b></acast:a><category>x</category>") ==
          Texts{"<category>x</category>"});
}

TEST_CASE("items within items or other elements are never written into one another") {
    for (const std::string& element :
         in_item("<acast:a><item><title>x</title></item></acast:a><category>x</category>"))
        CHECK(element.find("<item") == std::string::npos);
    const xml::Document torn =
        rss::parse("<rss><channel><item><title>a</title><item><guid>x</guid></channel></rss>", "f");
    REQUIRE(torn.channel);
    for (const xml::Element& element : torn.channel->children) CHECK(rss::foreign_in(element).empty());
}

TEST_CASE("of a feed that is not well-formed only whole elements are kept") {
    const rss::Feed feed =
        rss::read(rss::parse("<rss xmlns:x='urn:x'><channel><x:a b='1' "
                             "b='2'/><x:good>1</x:good><item><guid>g</guid></item></channel></rss>",
                             "f"));
    CHECK(feed.foreign == Texts{"<x:good xmlns:x=\"urn:x\">1</x:good>"});
    const xml::Document again = rss::parse(rss::write(feed), "again");
    CHECK(again.complete);
}
