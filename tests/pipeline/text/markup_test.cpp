// SPDX-License-Identifier: MIT
#include "pipeline/text/markup.h"

#include <catch2/catch.hpp>

using namespace cityfm;

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
