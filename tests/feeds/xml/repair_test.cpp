// SPDX-License-Identifier: MIT
#include "feeds/xml/repair.h"

#include <catch2/catch.hpp>
#include <cctype>

#include "tests/feeds/rss/linted.h"
#include "tests/support/raw_bytes.h"

using namespace cityfm;
using namespace std::string_literals;
using Texts = std::vector<std::string>;

namespace {

const std::string declaration = R"(<?xml version="1.0" encoding="UTF-8"?>)";

std::string declared(const std::string& encoding) {
    return R"(<?xml version="1.0" encoding=")" + encoding + "\"?>";
}

std::string titled(const std::string& title) {
    return "<rss><channel><title>" + title + "</title></channel></rss>";
}

xml::Repaired repaired(const std::string& bytes) {
    return xml::repair(bytes, "feed.xml");
}

Texts told_of(const std::string& bytes) {
    return tests::told(repaired(bytes).findings);
}

/// What becomes of a text between two tags, however it is told of.
std::string mended(const std::string& title) {
    const std::string xml = repaired(titled(title)).xml;
    const std::size_t begin = xml.find("<title>") + 7;
    return xml.substr(begin, xml.rfind("</title>") - begin);
}

/// UTF-16 with its mark.
std::string utf16(std::u16string text, bool little) {
    text.insert(0, 1, u'\uFEFF');
    std::string bytes;
    for (const char16_t unit : text) bytes += little ? tests::little(unit, 2) : tests::big(unit, 2);
    return bytes;
}

}  // namespace

TEST_CASE("a feed without a fault stays as it is, byte for byte") {
    const xml::Repaired feed = repaired(tests::good_feed());
    CHECK(feed.xml == tests::good_feed());
    CHECK(tests::told(feed.findings) == Texts{});
}

TEST_CASE("bare ampersands are escaped, and those that are escaped stay") {
    CHECK(mended("&amp;&amp;&amp; Q&A R&D") == "&amp;&amp;&amp; Q&amp;A R&amp;D");
    CHECK(mended("a & b && c&") == "a &amp; b &amp;&amp; c&amp;");
    CHECK(mended("&lt;&gt;&quot;&apos;") == "&lt;&gt;&quot;&apos;");
    CHECK(mended("&copy 2026; &; &#; &#z; &é;") == "&amp;copy 2026; &amp;; &amp;#; &amp;#z; &amp;é;");
    CHECK(told_of("<rss>\n&amp; R&D\n\nQ&A &amp;\n</rss>") ==
          Texts{"2 error bare-ampersand", "4 error bare-ampersand"});
}

TEST_CASE("an ampersand is bare when its semicolon is that of another one") {
    CHECK(mended("R&D &amp; Q&A") == "R&amp;D &amp; Q&amp;A");
    CHECK(mended("?a=1&b=2&amp;c=3;") == "?a=1&amp;b=2&amp;c=3;");
}

TEST_CASE("entities of HTML become their characters, others the text that they are") {
    CHECK(mended("a&nbsp;b&hellip;&eacute;&copy;") == "a\u00A0b…é©");
    CHECK(mended("&unknown; R&D;") == "&amp;unknown; R&amp;D;");
    CHECK(mended("&LT;&AMP;") == "&lt;&amp;");
    CHECK(told_of(titled("a\n&nbsp;\n\n&hellip; &unknown;")) ==
          Texts{"2 error undefined-entity found=&nbsp;", "4 error undefined-entity found=&hellip;",
                "4 error undefined-entity found=&unknown;"});
}

TEST_CASE("references to characters that XML has stay, blanks among them") {
    const std::string text = GENERATE("&#65;&#x41;"s, "&#12354;&#x3042;"s, "&#x1F35C;"s, "&#160;"s,
                                      "a&#10;b"s, "a&#9;b"s, "a&#13;b"s, "a&#xA;b&#x0a;"s);
    CAPTURE(text);
    CHECK(mended(text) == text);
    CHECK(told_of(titled(text)) == Texts{});
}

TEST_CASE("references to characters that XML has not are dropped and told") {
    const std::string reference = GENERATE("&#0;"s, "&#x0;"s, "&#x1F;"s, "&#8;"s, "&#xFFFF;"s, "&#xD800;"s,
                                           "&#x110000;"s, "&#99999999;"s);
    CAPTURE(reference);
    CHECK(mended("前" + reference + "後") == "前後");
    CHECK(told_of("\n" + titled(reference)) == Texts{"2 error control-character"});
}

TEST_CASE("control characters are dropped and told, wherever they stand") {
    for (const std::string& character : {"\x01"s, "\x08"s, "\x0B"s, "\x1F"s, "\uFFFE"s, "\uFFFF"s}) {
        CAPTURE(character);
        CHECK(mended("前" + character + "後") == "前後");
        CHECK(mended("<![CDATA[前" + character + "後]]>") == "<![CDATA[前後]]>");
        CHECK(mended("<!-- 前" + character + "後 -->") == "<!-- 前後 -->");
        CHECK(told_of("\n" + titled("<a b='" + character + "'/>")) == Texts{"2 error control-character"});
    }
    CHECK(mended("\t\x7F\u0085\uFFFD") == "\t\x7F\u0085\uFFFD");
    // A document that begins with zeros is told as a binary one.
    const std::string far(1000, '.');
    CHECK(mended(far + "前\0後"s) == far + "前後");
}

TEST_CASE("an end of CDATA where none began is escaped, and told") {
    // Parsers drop the words before it (XML 1.0, section 2.4).
    CHECK(mended("a ]]> b") == "a ]]&gt; b");
    CHECK(mended("<![CDATA[a]]>]]>b") == "<![CDATA[a]]>]]&gt;b");
    CHECK(told_of("\n" + titled("a ]]> b")).size() == 1);
}

TEST_CASE("CDATA, comments and instructions keep what would be wrong outside of them") {
    const std::string text =
        GENERATE("<![CDATA[R&D &nbsp; <b> &#0; <!-- ]]>"s, "<!-- R&D <![CDATA[ &nbsp; -->"s, "<?php R&D ?>"s,
                 "<![CDATA[<!DOCTYPE html>]]>"s, "<![CDATA[<?xml version=\"1.0\"?>]]>"s);
    CAPTURE(text);
    CHECK(mended(text + "&") == text + "&amp;");
    CHECK(told_of(titled(text)) == Texts{});
}

TEST_CASE("a mark that begins no tag is escaped, and told") {
    CHECK(mended("1 < 2 <3 << <四") == "1 &lt; 2 &lt;3 &lt;&lt; &lt;四");
    CHECK(told_of("<rss>\n1 < 2</rss>") == Texts{"2 error misplaced-markup found=<"});
}

TEST_CASE("CDATA and comments that never end are none, and what follows is read") {
    CHECK(mended("<![CDATA[a & b") == "a &amp; b");
    CHECK(mended("<!-- a & b") == " a &amp; b");
    CHECK(told_of("<rss>\n<![CDATA[</rss>") == Texts{"2 error not-closed found=<![CDATA[ opened=2"});
    CHECK(told_of("<rss>\n<!-- </rss>") == Texts{"2 error not-closed found=<!-- opened=2"});
}

TEST_CASE("a million marks that nothing ends are read as one is") {
    const std::string begin = GENERATE("<![CDATA["s, "<!--"s, "<!--x"s, "<?"s, "<!DOCTYPE "s, "<?xml "s);
    std::string text;
    for (int i = 0; i < 1'000'000; ++i) text += begin;
    CHECK(repaired(titled(text)).findings.size() <= 1000);
}

TEST_CASE("a second declaration is left out, and told") {
    const xml::Repaired feed = repaired(declaration + "\n" + declaration + titled("x"));
    CHECK(feed.xml == declaration + "\n" + titled("x"));
    CHECK(tests::told(feed.findings) == Texts{"2 error misplaced-markup found=<?xml"});
}

TEST_CASE("what stands before the declaration is dropped and told, and lines stay where they are") {
    CHECK(told_of("\n" + declaration + titled("x")) == Texts{"1 error text-before-declaration"});
    const std::string junk = GENERATE("\n"s, "\n\n\n"s, "   "s, "<br />\n<b>Warning</b>: x in y.php\n"s,
                                      "\n\xEF\xBB\xBF"s, "<!-- made by hand -->\n"s);
    CAPTURE(junk);
    const xml::Repaired feed = repaired(junk + declaration + "\n<rss>\n&\n</rss>\n");
    CHECK(feed.xml.starts_with(declaration));
    CHECK(tests::line_of(feed.xml, "<rss>") == tests::line_of(junk + "\n<rss>", "<rss>"));
    CHECK(tests::told(feed.findings).back() ==
          std::to_string(tests::line_of(junk + "\n\n&", "&")) + " error bare-ampersand");
}

TEST_CASE("a byte order mark, and a feed without a declaration, are nothing to tell") {
    CHECK(told_of("\xEF\xBB\xBF" + declaration + titled("x")) == Texts{});
    CHECK(repaired("\xEF\xBB\xBF" + declaration + titled("x")).xml == declaration + titled("x"));
    CHECK(told_of("\n\n" + titled("x")) == Texts{});
    CHECK(told_of(titled("x")) == Texts{});
}

TEST_CASE("a declaration over several lines leaves the lines behind it where they are") {
    const std::string feed = "<?xml version=\"1.0\"\n  encoding=\"UTF-8\"\n?>\n<rss>\n&\n</rss>\n";
    CHECK(tests::line_of(repaired(feed).xml, "<rss>") == 4);
    CHECK(told_of(feed) == Texts{"5 error bare-ampersand"});
}

TEST_CASE("lines stay where they are, whatever is mended") {
    const std::string text =
        GENERATE("\n\n<?xml\nversion='1.0'\n?>\n<rss>\n"s, "<!DOCTYPE rss [\n<!ENTITY a\n'b'>\n]>\n<rss>\n"s,
                 "<rss>\n<![CDATA[\n\n]]>\n<!--\n-->\n<?x\n?>\n&\n&nbsp;\n\x01\n&#0;\n"s,
                 "<rss>\r\n<a\r\nb='c'/>\r\n"s, "<rss>\n<!-- not closed\n\n"s, "<rss>\n<![CDATA[\n\n"s,
                 "<!DOCTYPE rss [\n\n"s, "<rss>\n<?x\n\n"s);
    CAPTURE(text);
    CHECK(tests::count_of(repaired(text).xml, "\n") == tests::count_of(text, "\n"));
}

TEST_CASE("a declared encoding other than UTF-8 is read, and told") {
    struct Case {
        std::string name;
        std::string bytes;
        std::string text;
    };
    const auto [name, bytes, text] =
        GENERATE(Case{"Shift_JIS", "\x83\x89\x83\x57\x83\x49", "ラジオ"},
                 Case{"EUC-JP", "\xA5\xE9\xA5\xB8\xA5\xAA", "ラジオ"}, Case{"ISO-8859-1", "caf\xE9", "café"},
                 Case{"windows-1252", "\x93R\xE9sum\xE9\x94", "“Résumé”"},
                 Case{"ISO-2022-JP", "\x1B$B%i%8%*\x1B(B", "ラジオ"});
    CAPTURE(name);
    const xml::Repaired feed = repaired(declared(name) + titled(bytes));
    CHECK(feed.xml == declaration + titled(text));
    std::string capitals = name;
    for (char& c : capitals) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    CHECK(tests::told(feed.findings) == Texts{"1 warning other-encoding found=" + capitals});
}

TEST_CASE("Shift_JIS and EUC-JP are read as Windows writes them") {
    struct Case {
        std::string name;
        std::string bytes;
        std::string text;
    };
    // By the letter of JIS X 0201, tilde and backslash are other characters, and circled digits are none.
    const auto [name, bytes, text] = GENERATE(
        Case{"SHIFT_JIS", "/~radio/ \\ \x83\x89", "/~radio/ \\ ラ"}, Case{"SHIFT_JIS", "\x87\x40", "①"},
        Case{"EUC-JP", "/~radio/ \\ \xA5\xE9", "/~radio/ \\ ラ"}, Case{"EUC-JP", "\xAD\xA1", "①"});
    CAPTURE(name, text);
    const xml::Repaired feed = repaired(declared(name) + titled(bytes));
    CHECK(feed.xml == declaration + titled(text));
    CHECK(tests::told(feed.findings) == Texts{"1 warning other-encoding found=" + name});
}

TEST_CASE("UTF-16 is read whichever byte comes first") {
    const bool little = GENERATE(true, false);
    const xml::Repaired feed =
        repaired(utf16(u"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<rss>佐久𠮷&</rss>", little));
    CHECK(feed.xml == declaration + "\n<rss>佐久𠮷&amp;</rss>");
    CHECK(tests::told(feed.findings) ==
          Texts{"1 warning other-encoding found=UTF-16", "2 error bare-ampersand"});
}

TEST_CASE("UTF-16 without its mark is known by its first character") {
    const bool little = GENERATE(true, false);
    const xml::Repaired feed = repaired(utf16(u"<rss>佐久</rss>", little).substr(2));
    CHECK(feed.xml == "<rss>佐久</rss>");
    CHECK(tests::told(feed.findings) == Texts{"1 warning other-encoding found=UTF-16"});
}

TEST_CASE("UTF-16 that is cut within a character is read up to there") {
    const std::string whole = utf16(u"<rss>佐久</rss>", true);
    CHECK(repaired(whole.substr(0, whole.size() - 1)).xml.starts_with("<rss>佐久"));
}

TEST_CASE("UTF-8 that says UTF-16 is read as UTF-8, be its length odd or even") {
    const std::string end = GENERATE(""s, "\n"s);
    const xml::Repaired feed = repaired(declared("utf-16") + titled("ラジオ") + end);
    CHECK(feed.xml == declaration + titled("ラジオ") + end);
}

TEST_CASE("letters that are the same in most encodings are nothing to tell, whatever is declared") {
    const std::string name = GENERATE("Shift_JIS"s, "EUC-JP"s, "ISO-8859-1"s, "windows-1252"s);
    CHECK(repaired(declared(name) + titled("radio")).xml == declaration + titled("radio"));
    CHECK(told_of(declared(name) + titled("radio")) == Texts{});
}

TEST_CASE("UTF-8 that says otherwise is read as UTF-8, and told") {
    const xml::Repaired feed = repaired(declared("US-ASCII") + titled("ラジオ"));
    CHECK(feed.xml == declaration + titled("ラジオ"));
    CHECK(tests::told(feed.findings) == Texts{"1 error wrong-encoding declared=US-ASCII meant=UTF-8"});
    CHECK(repaired(declared("ISO-8859-1") + titled("ラジオ")).xml == declaration + titled("ラジオ"));
    CHECK(told_of(declared("no-such-encoding") + titled("ラジオ")) ==
          Texts{"1 error wrong-encoding declared=NO-SUCH-ENCODING meant=UTF-8"});
}

TEST_CASE("Japanese of another encoding that says UTF-8 is read as what it is, and told") {
    struct Case {
        std::string name;
        std::string bytes;
        std::string text;
    };
    // The first two bytes of 凜 and the next one could be a character of UTF-8.
    const auto [name, bytes, text] = GENERATE(
        Case{"Shift_JIS", "\x83\x89\x83\x57\x83\x49", "ラジオ"},
        Case{"Shift_JIS", "\x8D\xB2\x8B\x76\x82\xCC\x98\x62", "佐久の話"},
        Case{"Shift_JIS", "\xEA\xA3\x82\xB3\x82\xF1\x82\xCC\x83\x89\x83\x57\x83\x49", "凜さんのラジオ"},
        Case{"EUC-JP", "\xA5\xE9\xA5\xB8\xA5\xAA", "ラジオ"},
        Case{"ISO-2022-JP", "\x1B$B%i%8%*\x1B(B", "ラジオ"});
    CAPTURE(name, text);
    const xml::Repaired feed = repaired(declaration + titled(bytes));
    CHECK(feed.xml == declaration + titled(text));
    CHECK(tests::told(feed.findings) == Texts{"1 error wrong-encoding declared=UTF-8 meant=" + name});
}

TEST_CASE("a few broken bytes in UTF-8 are replaced, and the words around them stay") {
    const std::string broken = GENERATE("\x80"s, "\xFF"s, "\xE3\x81"s, "\xC0\xAF"s, "\xED\xA0\x80"s);
    CAPTURE(broken);
    const xml::Repaired feed = repaired(titled("佐久の" + broken + "話"));
    CHECK(feed.xml.starts_with("<rss><channel><title>佐久の\uFFFD"));
    CHECK(feed.xml.ends_with("話</title></channel></rss>"));
    CHECK(tests::told(feed.findings) == Texts{"1 error wrong-encoding declared=UTF-8 meant="});
    CHECK(told_of("<rss>佐久\n\n" + broken + "\n" + broken + "</rss>") ==
          Texts{"3 error wrong-encoding declared=UTF-8 meant="});
}

TEST_CASE("another language's letters are made no Japanese, be they broken UTF-8 or none") {
    CHECK(repaired(titled("Programación para niños y ni\xC3")).xml ==
          titled("Programación para niños y ni\uFFFD"));
    CHECK(repaired(titled("ni\xF1os")).xml == titled("ni\uFFFDos"));
}

TEST_CASE("only the declaration says what the encoding is, no text that shows one") {
    const std::string text = titled("ラジオ<![CDATA[<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>]]>");
    CHECK(repaired(text).xml == text);
    CHECK(told_of(text) == Texts{});
}

TEST_CASE("a DOCTYPE is left out, and told only where it declares entities") {
    CHECK(repaired("<!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" "
                   "\"http://my.netscape.com/publish/formats/rss-0.91.dtd\"><rss/>")
              .xml == "<rss/>");
    CHECK(told_of("<!DOCTYPE rss SYSTEM \"a>b.dtd\"><rss/>") == Texts{});
    CHECK(told_of("\n<!DOCTYPE rss [\n<!ENTITY a \"]>\">\n]>\n<rss/>") == Texts{"2 error declared-entity"});
    CHECK(repaired("<!doctype rss [<!ENTITY a \"]>\">]><rss/>").xml == "<rss/>");
}

TEST_CASE("an apostrophe in a comment of the DOCTYPE ends no feed") {
    CHECK(repaired("<!DOCTYPE rss [ <!-- it's ours --> ]><rss/>").xml == "<rss/>");
}

TEST_CASE("what is no feed is told by what it is, and by nothing else") {
    struct Case {
        std::string bytes;
        std::string kind;
    };
    const auto [bytes, kind] =
        GENERATE(Case{"", "empty"}, Case{" \r\n\t", "empty"}, Case{"\xEF\xBB\xBF\n", "empty"},
                 Case{"<!DOCTYPE html><html>", "HTML"}, Case{"\n<HTML lang='ja'><head>", "HTML"},
                 Case{"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>", "HTML"},
                 Case{" {\"version\": \"https://jsonfeed.org/version/1.1\"}", "JSON"}, Case{"[1]", "JSON"},
                 Case{"\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03"s, "compressed"},
                 Case{"PK\x03\x04\x14", "compressed"}, Case{"ID3\x04\0\0<"s, "binary"},
                 Case{"WEBVTT\n\n00:00 & 00:01", "text"}, Case{"\x83\x89\x83\x57\x83\x49", "text"});
    CAPTURE(kind, bytes);
    CHECK(repaired(bytes).xml.empty());
    CHECK(told_of(bytes) == Texts{"1 error not-a-feed found=" + kind});
}

TEST_CASE("of a document of nothing but faults so many are told, and all of them mended") {
    const std::string fault = GENERATE("\x01"s, "&"s, "&nbsp;"s, "&#0;"s, "&\n"s);
    std::string text;
    for (int i = 0; i < 1'000'000; ++i) text += fault;
    const xml::Repaired feed = repaired(titled(text));
    CHECK(feed.findings.size() == 1000);
    CHECK(feed.xml.find('\x01') == std::string::npos);
    CHECK(feed.xml.ends_with("</title></channel></rss>"));
    CHECK(tests::count_of(feed.xml, "\n") == tests::count_of(text, "\n"));
}
