// SPDX-License-Identifier: MIT
#include "pipeline/text/markup.h"

#include <tinyxml2.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "pipeline/text/unicode.h"

using namespace cityfm;

namespace {

const std::string ellipsis = "…";

/// The words of an element and all below it.
void add_words(const tinyxml2::XMLNode& node, std::string& words) {
    for (const auto* child = node.FirstChild(); child != nullptr; child = child->NextSibling()) {
        if (const tinyxml2::XMLText* text = child->ToText()) words += text->Value();
        add_words(*child, words);
    }
}

/// What an independent reader finds in HTML, without line feeds; "(broken)" where a tag is not closed in its
/// place.
std::string words_in(std::string html) {
    for (std::size_t at = 0; (at = html.find("<br>", at)) != std::string::npos;) html.replace(at, 4, "<br/>");
    tinyxml2::XMLDocument document;
    if (document.Parse(("<r>" + html + "</r>").c_str()) != tinyxml2::XML_SUCCESS) return "(broken)";
    std::string words;
    add_words(*document.RootElement(), words);
    words.erase(std::remove(words.begin(), words.end(), '\n'), words.end());
    return words;
}

/// Characters as readers see them: of one code point and of many.
const std::vector<std::string> characters = {
    "佐",
    "&",
    "𠮷",
    "か\u3099",
    "👨‍👩‍👧‍👦",
    "🇯🇵",
    "🇫🇷",
    "<",
    "e\u0301",
    "\u1112\u1161\u11AB",
    "👍🏽",
    "葛\U000E0100",
    "\"",
    "z",
    "終",
};

/// All of them in each of the tags that descriptions have, nested as deep as lists are.
std::string rich_html() {
    std::string words;
    for (const std::string& character : characters) words += text::escape_html(character);
    return "<p><strong>" + words + "</strong><br>\n<em>" + words +
           "</em></p>\n<ul>\n<li><a href=\"https://example.jp/?a=1&amp;b=%3E\">" + words +
           "</a></li>\n<li><ol>\n<li>" + words + "</li>\n</ol>\n</li>\n</ul>\n<p>" + words + "</p>\n";
}

}  // namespace

TEST_CASE("named entities become their characters") {
    CHECK(text::unescape("R&amp;D &lt;a href=&quot;x&quot;&gt; it&apos;s") == "R&D <a href=\"x\"> it's");
    CHECK(text::unescape("a&nbsp;b&lrm;c&rlm;d") == "a\u00A0b\u200Ec\u200Fd");
}

TEST_CASE("entities of numbers become their characters, decimal and hexadecimal") {
    CHECK(text::unescape("&#39;&#x27;&#X27;") == "'''");
    CHECK(text::unescape("&#20304;&#x4E45;&#x4e45;") == "佐久久");
    CHECK(text::unescape("&#x1F35C;&#127836;&#x20BB7;") == "🍜🍜𠮷");
    CHECK(text::unescape("&#x20;&#xA0;&#x10FFFD;&#0039;") == " \u00A0\U0010FFFD'");
}

TEST_CASE("an entity is resolved once") {
    CHECK(text::unescape("&amp;lt;") == "&lt;");
    CHECK(text::unescape("&amp;#39;") == "&#39;");
    CHECK(text::unescape("&#38;amp;") == "&amp;");
}

TEST_CASE("what is no entity stays as it is") {
    const auto words =
        GENERATE(as<std::string>{}, "&", "&&", "R&D", "a & b", "&;", "&unknown;", "&AMP;", "& amp;", "&amp",
                 "&am", "&#;", "&#x;", "&#39", "&#x27", "&#", "&#x", "&#xZZ;", "&#3 9;", "&# 39;", "&#-39;",
                 "&#+39;", "&#x-27;", "&#39a;", "&#3.9;", "&#0x27;", "https://example.jp/?a=1&b=2&lt=3");
    CHECK(text::unescape(words) == words);
}

TEST_CASE("an entity of what is no character stays as it is") {
    const auto words =
        GENERATE(as<std::string>{}, "&#xD800;", "&#xDFFF;", "&#55296;", "&#xD867;&#xDE3D;", "&#x110000;",
                 "&#x7FFFFFFF;", "&#xFFFFFFFF;", "&#99999999999;", "&#0;", "&#x0;", "&#7;", "&#x1B;");
    CHECK(text::unescape(words) == words);
}

TEST_CASE("an entity brings in no character that XML forbids") {
    CHECK(text::unescape("a&#xFFFE;b").find("\xEF\xBF\xBE") == std::string::npos);
    CHECK(text::unescape("a&#xFFFF;b").find("\xEF\xBF\xBF") == std::string::npos);
}

TEST_CASE("characters are taken one after another, entities whole and bytes as they are") {
    const std::string text = "a&lt;b&x";
    std::size_t at = 0;
    CHECK(text::take_character(text, at) == "a");
    CHECK(at == 1);
    CHECK(text::take_character(text, at) == "<");
    CHECK(at == 5);
    CHECK(text::take_character(text, at) == "b");
    CHECK(text::take_character(text, at) == "&");
    CHECK(text::take_character(text, at) == "x");
    CHECK(at == text.size());
    CHECK(text::unescape("佐久\xFF&amp;") == "佐久\xFF&");
    CHECK(text::unescape("").empty());
}

TEST_CASE("a text without an end of its own is not read beyond its end") {
    const std::string whole = "&#39;&amp;";
    CHECK(text::unescape(std::string_view(whole).substr(0, 4)) == "&#39");
    CHECK(text::unescape(std::string_view(whole).substr(0, 9)) == "'&amp");
}

TEST_CASE("what was escaped is unescaped as it was") {
    const std::string words = "<a href=\"x\">R&D &amp; 'q'</a> ]]> 佐久𠮷 &#39;";
    CHECK(text::unescape(text::escape_html(words)) == words);
    CHECK(text::unescape(text::escape_text(words)) == words);
}

TEST_CASE("outside of attributes quotes stay quotes") {
    CHECK(text::escape_text("\"R&D\" <a> 'b'") == "\"R&amp;D\" &lt;a&gt; 'b'");
    CHECK(text::escape_html("\"R&D\" <a> 'b'") == "&quot;R&amp;D&quot; &lt;a&gt; 'b'");
}

TEST_CASE("HTML that fits is not cut") {
    const std::string html = rich_html();
    CHECK(text::cut_html(html, html.size()) == html);
    CHECK(text::cut_html(html, html.size() + 1) == html);
    CHECK(text::cut_html("", 0).empty());
    CHECK(text::cut_html("<p>ab</p>", 9) == "<p>ab</p>");
}

TEST_CASE("HTML that is cut says so, and closes what is open") {
    CHECK(text::cut_html("<p>ラーメン</p>", 18) == "<p>ラー…</p>");
    CHECK(text::cut_html("<p>a</p>\n<p>b</p>", 16) == "<p>a</p>\n…");
    CHECK(text::cut_html("<p><em>abcdef</em></p>", 21) == "<p><em>ab…</em></p>");
    CHECK(text::cut_html("<p>R&amp;D</p>", 13) == "<p>R…</p>");
    CHECK(text::cut_html("abcdef", 5) == "ab…");
    CHECK(text::cut_html("abcdef", 3) == "…");
    CHECK(text::cut_html("abcdef", 2).empty());
}

TEST_CASE("wherever HTML is cut, a reader finds whole tags, and whole characters from the beginning on") {
    const std::string html = rich_html();
    std::string whole;
    std::set<std::size_t> ends = {0};  // of characters, in bytes of the words
    for (int i = 0; i < 5; ++i) {
        for (const std::string& character : characters) {
            whole += character;
            ends.insert(whole.size());
        }
    }
    REQUIRE(words_in(html) == whole);
    std::size_t kept = 0;
    for (std::size_t most = ellipsis.size(); most < html.size(); ++most) {
        const std::string cut = text::cut_html(html, most);
        CAPTURE(most, cut);
        REQUIRE(cut.size() <= most);
        std::string words = words_in(cut);
        REQUIRE(words.ends_with(ellipsis));
        words.resize(words.size() - ellipsis.size());
        REQUIRE(whole.starts_with(words));
        REQUIRE(ends.contains(words.size()));
        REQUIRE(words.size() >= kept);
        kept = words.size();
    }
    CHECK(kept + 10 > whole.size());
    for (std::size_t most = 0; most < ellipsis.size(); ++most) CHECK(text::cut_html(html, most).empty());
}

TEST_CASE("an entity is cut together with the marks on it") {
    const std::string html = "a&amp;\u0301b&quot;\u20DDcdef";  // combining acute, enclosing circle
    for (std::size_t most = 0; most < html.size(); ++most) {
        const std::string cut = text::cut_html(html, most);
        CAPTURE(cut);
        CHECK(cut.find("&amp;…") == std::string::npos);
        CHECK(cut.find("&quot;…") == std::string::npos);
    }
}

TEST_CASE("HTML that is broken is cut all the same") {
    const auto html =
        GENERATE(as<std::string>{}, "<", "<<<<<<<<", "a < b and c", "a <b", "&", "&&&&&&&&", "R&D R&D R&D",
                 "&#39 &#xZZ; &unknown;", "<p>never closed at all", "<p><em>closed across</p></em>",
                 "</p></p></p>never opened", "<>a</>b<>c", "a>b>c>d>e>f", "<p", "<p class=\"",
                 "a\xFF\xFE\x62\xE3\x81", "\u3099\u3099\u3099");
    CAPTURE(html);
    for (std::size_t most = 0; most < html.size(); ++most) {
        const std::string cut = text::cut_html(html, most);
        CHECK(cut.size() <= most);
        CHECK((cut.empty() || cut.find(ellipsis) != std::string::npos));
    }
    CHECK(text::cut_html(html, html.size()) == html);
}

TEST_CASE("a long HTML that is broken is cut all the same") {
    for (const char* const piece : {"<", "&", "<p>", "</p>", "<p", "&#x", "\u3099", "あ"}) {
        std::string html;
        while (html.size() < 200'000) html += piece;
        CAPTURE(piece);
        CHECK(text::cut_html(html, 100'000).size() <= 100'000);
    }
}
