// SPDX-License-Identifier: MIT
#include "pipeline/text/markdown.h"
#include "pipeline/text/markup.h"

#include <catch2/catch.hpp>
#include <regex>
#include <set>

using namespace cityfm;

namespace {

/// The names of the tags in `html`.
std::set<std::string> tags_of(const std::string& html) {
    static const std::regex tag("<(/?)([^ />]*)");
    std::set<std::string> names;
    for (auto match = std::sregex_iterator(html.begin(), html.end(), tag); match != std::sregex_iterator();
         ++match) {
        names.insert((*match)[2]);
    }
    return names;
}

}  // namespace

TEST_CASE("paragraphs, emphasis and line breaks become HTML") {
    CHECK(text::to_html("一つ目\n\n*二つ目* と **三つ目**\n") ==
          "<p>一つ目</p>\n<p><em>二つ目</em> と <strong>三つ目</strong></p>\n");
    CHECK(text::to_html("上  \n下") == "<p>上<br>\n下</p>\n");
    CHECK(text::to_html("").empty());
}

TEST_CASE("lists become lists, tight ones without paragraphs") {
    CHECK(text::to_html("- a\n- b\n") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
    CHECK(text::to_html("1. a\n2. b\n") == "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n");
}

TEST_CASE("headings become bold paragraphs, pictures their alternative text") {
    CHECK(text::to_html("# 今週の店\n") == "<p><strong>今週の店</strong></p>\n");
    CHECK(text::to_html("![どんぶりの写真](https://example.jp/a.png)") == "<p>どんぶりの写真</p>\n");
}

TEST_CASE("links keep their text and address") {
    CHECK(text::to_html("[地図](https://example.jp/map?a=1&b=2 \"名\")") ==
          "<p><a href=\"https://example.jp/map?a=1&amp;b=2\">地図</a></p>\n");
    CHECK(text::to_html("<https://example.jp/>") ==
          "<p><a href=\"https://example.jp/\">https://example.jp/</a></p>\n");
    CHECK(text::to_html("[便り](mailto:radio@example.jp)") ==
          "<p><a href=\"mailto:radio@example.jp\">便り</a></p>\n");
}

TEST_CASE("a bare address becomes a link") {
    CHECK(text::to_html("くわしくは https://example.jp/a です") ==
          "<p>くわしくは <a href=\"https://example.jp/a\">https://example.jp/a</a> です</p>\n");
}

TEST_CASE("an address that runs anything is left out, its text kept") {
    for (const char* const address :
         {"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html;base64,AAAA", "vbscript:x",
          "file:///etc/passwd", "java&#115;cript:alert(1)", "&#106;avascript:alert(1)", "//example.jp/x",
          "/x", "ftp://example.jp/"}) {
        CAPTURE(address);
        CHECK(text::to_html("[押す](" + std::string(address) + ")") == "<p>押す</p>\n");
        CHECK(text::to_plain("[押す](" + std::string(address) + ")") == "押す");
    }
}

TEST_CASE("an address cannot leave its quotes") {
    CHECK(text::to_html("[a](<https://example.jp/\" onclick=\"alert(1)>)")
              .find("<p><a href=\"https://example.jp/&quot; onclick=&quot;alert(1)\">a</a></p>") == 0);
}

TEST_CASE("HTML in the source is left out") {
    CHECK(text::to_html("<script>alert(1)</script>\n\n本文\n") == "<p>本文</p>\n");
    CHECK(text::to_html("<!-- a --> \n\n本文\n") == "<p>本文</p>\n");
    CHECK(text::to_html("<div onclick=\"x()\">\n\n本文\n\n</div>\n") == "<p>本文</p>\n");
    CHECK(text::to_html("a <b onmouseover=\"x()\">b</b> c<img src=x onerror=x()>") == "<p>a b c</p>\n");
    CHECK(text::to_plain("a <b>b</b> c") == "a b c");
}

TEST_CASE("whatever is written, only the tags that apps allow come out") {
    const std::string everything =
        "# h1\n\n## h2\n\nset\n===\n\n> quote\n\n```c\ncode <b>\n```\n\n    indented\n\n---\n\n* a\n  1. "
        "b\n\n     c\n* d\n\n"
        "`code` ***x*** ~~y~~ ![p](https://e.jp/p.png) [l](https://e.jp) <span>s</span> a  \nb\n\n| a | b "
        "|\n|---|---|\n"
        "| 1 | 2 |\n\n- [ ] task\n\n<table><tr><td>t</td></tr></table>\n\n[^1]\n\n[^1]: note\n";
    const std::set<std::string> allowed = {"p", "a", "ul", "ol", "li", "strong", "em", "br"};
    for (const std::string& tag : tags_of(text::to_html(everything))) {
        CAPTURE(tag);
        CHECK(allowed.count(tag) == 1);
    }
    CHECK(tags_of(text::to_html(everything)).size() >= 7);
}

TEST_CASE("characters of markup in the text are entities, also the end of CDATA") {
    CHECK(text::to_html("R&D 1 < 2 > 0 \"q\"") == "<p>R&amp;D 1 &lt; 2 &gt; 0 &quot;q&quot;</p>\n");
    CHECK(text::to_html("`<b>`") == "<p>&lt;b&gt;</p>\n");
    CHECK(text::to_html("a]]>b").find("]]>") == std::string::npos);
    CHECK(text::escape_html("<a href=\"x\">R&D</a>]]>") ==
          "&lt;a href=&quot;x&quot;&gt;R&amp;D&lt;/a&gt;]]&gt;");
}

TEST_CASE("plain text has the same words without markup") {
    CHECK(text::to_plain("# 店\n\n**おいしい** *店* の `話`\n\nまた\n") == "店\n\nおいしい 店 の 話\n\nまた");
    CHECK(text::to_plain("- a\n- b\n\nc\n") == "・a\n・b\n\nc");
    CHECK(text::to_plain("R&amp;D <3") == "R&D <3");
    CHECK(text::to_plain("").empty());
}

TEST_CASE("plain text shows where links lead, once") {
    CHECK(text::to_plain("[地図](https://example.jp/map) を") == "地図 (https://example.jp/map) を");
    CHECK(text::to_plain("<https://example.jp/>") == "https://example.jp/");
    CHECK(text::to_plain("くわしくは https://example.jp/a です") == "くわしくは https://example.jp/a です");
}

TEST_CASE("broken UTF-8 in the source does not come out") {
    CHECK(text::to_html("a\xFF\x62") == "<p>a\xEF\xBF\xBD\x62</p>\n");
}

TEST_CASE("relative addresses are those on the page that is given") {
    const std::string page = "https://example.jp/fm/ramen.html";
    CHECK(text::to_html("[店](menu?a=1&b=2#c)", page) ==
          "<p><a href=\"https://example.jp/fm/menu?a=1&amp;b=2#c\">店</a></p>\n");
    CHECK(text::to_plain("[店](menu?a=1&b=2#c)", page) == "店 (https://example.jp/fm/menu?a=1&b=2#c)");
    CHECK(text::to_html("[店](../ \"名\")", page) == "<p><a href=\"https://example.jp/\">店</a></p>\n");
    CHECK(text::to_html("[店][1]\n\n[1]: /a\n", page) == "<p><a href=\"https://example.jp/a\">店</a></p>\n");
    CHECK(text::to_plain("[*店*](//example.com/)", page) == "店 (https://example.com/)");
}

TEST_CASE("without a page relative addresses are left out, their text kept") {
    for (const char* const address : {"menu", "./menu", "../", "?a=1", "#c", "/a", "//example.com/"}) {
        CAPTURE(address);
        CHECK(text::to_html("[店](" + std::string(address) + ")") == "<p>店</p>\n");
        CHECK(text::to_plain("[店](" + std::string(address) + ")") == "店");
    }
}

TEST_CASE("a page changes nothing about whole addresses, pictures and what may not lead anywhere") {
    const auto source = GENERATE(as<std::string>{}, "[店](https://example.com/a/../b)",
                                 "<https://example.com/>", "https://example.com/a と www.example.com",
                                 "[便り](mailto:radio@example.jp)", "radio@example.jp", "![写真](a.png)",
                                 "[押す](javascript:alert(1))", "[押す](DATA:text/html,a)",
                                 "[押す](ftp://example.com/)", "[電話](tel:0267)", "[空]()", "[括弧] (menu)");
    CAPTURE(source);
    CHECK(text::to_html(source, "https://example.jp/fm/") == text::to_html(source));
    CHECK(text::to_plain(source, "https://example.jp/fm/") == text::to_plain(source));
}

TEST_CASE("an address on a page cannot leave its quotes") {
    const std::string html = text::to_html("[a](<b\" onclick=\"c>)", "https://example.jp/");
    CHECK(tags_of(html) == std::set<std::string>{"p", "a"});
    CHECK(html.find("\" onclick") == std::string::npos);
}
