// SPDX-License-Identifier: MIT
#include "pipeline/text/from_html.h"

#include <catch2/catch.hpp>
#include <random>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "pipeline/text/markdown.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

using namespace cityfm;
using Texts = std::vector<std::string>;
using namespace std::string_literals;

namespace {

struct Row {
    std::string html;
    std::string commonmark;
    std::string rendered;
};

void check_all(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        CAPTURE(row.html);
        const std::string commonmark = text::from_html(row.html);
        CHECK(commonmark == row.commonmark);
        CHECK(text::to_html(commonmark) == row.rendered);
    }
}

std::string repeated(const std::string& part, std::size_t times) {
    std::string whole;
    whole.reserve(part.size() * times);
    for (std::size_t i = 0; i < times; ++i) whole += part;
    return whole;
}

std::string without(std::string text, const Texts& parts) {
    for (const std::string& part : parts) {
        for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos;)
            text.erase(at, part.size());
    }
    return text;
}

std::string without_blanks(const std::string& text) {
    return without(text, {" ", "\n", "\t", "\u00a0", "\u3000"});
}

/// What readers see of HTML as `to_html` writes it, without its blanks.
std::string seen_in(const std::string& html) {
    return without_blanks(text::unescape(std::regex_replace(html, std::regex("<[^>]*>"), "")));
}

std::set<std::string> tags_of(const std::string& html) {
    static const std::regex tag("<([a-z]+)");
    std::set<std::string> names;
    for (auto match = std::sregex_iterator(html.begin(), html.end(), tag); match != std::sregex_iterator();
         ++match) {
        names.insert((*match)[1]);
    }
    return names;
}

const Texts hostile_parts = {
    "a",
    "あ",
    "漢字",
    "「",
    "」",
    "。",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "*",
    "**",
    "***",
    "_",
    "__",
    "`",
    "```",
    "~~~",
    "#",
    "# ",
    "###### ",
    "+ ",
    "- ",
    "---",
    "===",
    "= ",
    "> ",
    ">",
    "<",
    "</",
    "<!--",
    "<a ",
    "<b>",
    "1. ",
    "12) ",
    "1.",
    "[",
    "]",
    "](",
    ")",
    "(",
    "![",
    "!",
    ":",
    "://",
    "|",
    "|-|",
    "\\",
    "\\\n",
    "&",
    "&amp;",
    "&lt",
    "&#42;",
    "&nbsp;",
    ";",
    "\"",
    "'",
    "    code",
    "\u00a0",
    "\u3000",
    "www.",
    "x_y",
    "https://a.jp/b_c*d",
    "http://",
    "[x]: /u",
    "👩‍👩‍👧",
    "$",
    "♪",
    "~",
    "…",
    "é",
};

/// Tags that are opened and closed in no order.
const Texts hostile_tags = {
    "<b>",
    "</b>",
    "<strong>",
    "</strong>",
    "<i>",
    "</i>",
    "<em>",
    "</em>",
    "<a href=\"https://e.jp/x\">",
    "</a>",
    "<br>",
    "<p>",
    "</p>",
    "<ul>",
    "</ul>",
    "<ol>",
    "</ol>",
    "<li>",
    "</li>",
    "<h2>",
    "</h2>",
    "<td>",
    "<tr>",
    "<hr/>",
    "<pre>",
    "</pre>",
    "<SPAN class='x'>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<!-- * -->",
    "<a href='javascript:x'>",
    "<a href='https://a.jp/b_c*d'>",
};

class Dice {
  public:
    explicit Dice(unsigned seed) : random_(seed) {}
    std::size_t below(std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
    }
    const std::string& of(const Texts& texts) { return texts[below(texts.size())]; }

  private:
    std::mt19937 random_;
};

}  // namespace

TEST_CASE("nothing becomes nothing") {
    for (const char* const html : {"", " \n\t", "<p></p>", "<p>&nbsp;</p>", "<br><br>", "<ul><li></li></ul>",
                                   "<b> </b>", "<!-- x -->", "<a href='https://e.jp'></a>", "\xEF\xBB\xBF"}) {
        CAPTURE(html);
        CHECK(text::from_html(html).empty());
    }
}

TEST_CASE("paragraphs and line breaks stay") {
    check_all({
        {"<p>一つ目</p><p>二つ目</p>", "一つ目\n\n二つ目\n", "<p>一つ目</p>\n<p>二つ目</p>\n"},
        {"上<br>下<BR/>底", "上\\\n下\\\n底\n", "<p>上<br>\n下<br>\n底</p>\n"},
        {"上<br><br />下", "上\n\n下\n", "<p>上</p>\n<p>下</p>\n"},
        {"<br>上<br>", "上\n", "<p>上</p>\n"},
        {"<DIV>a</DIV>b<section>c<hr>d</section>", "a\n\nb\n\nc\n\nd\n",
         "<p>a</p>\n<p>b</p>\n<p>c</p>\n<p>d</p>\n"},
        {"<p> a \n\t b&nbsp; c </p>", "a b\u00a0 c\n", "<p>a b\u00a0 c</p>\n"},
        {"<pre>a\n  b\n\nc</pre>", "a\\\nb\n\nc\n", "<p>a<br>\nb</p>\n<p>c</p>\n"},
        {"<h1>見出し</h1>本文", "**見出し**\n\n本文\n", "<p><strong>見出し</strong></p>\n<p>本文</p>\n"},
        {"<h2>a<p>b", "**a**\n\nb\n", "<p><strong>a</strong></p>\n<p>b</p>\n"},
        {"<table><tr><td>a</td><td>b</td></tr>\n<tr><th>c</table>d", "a b\\\nc\n\nd\n",
         "<p>a b<br>\nc</p>\n<p>d</p>\n"},
        {"<p>　字下げ</p>", "　字下げ\n", "<p>　字下げ</p>\n"},
    });
}

TEST_CASE("lists stay lists, nested and one behind another") {
    check_all({
        {"<ul><li>a</li><li>b</li></ul>", "- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
        {"x<OL><LI>a<LI>b</OL>y", "x\n\n1. a\n2. b\n\ny\n",
         "<p>x</p>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n<p>y</p>\n"},
        {"<ul><li>a<ol><li>b<br>c</li></ol></li><li>d</li></ul>", "- a\n  1. b\\\n     c\n- d\n",
         "<ul>\n<li>a<ol>\n<li>b<br>\nc</li>\n</ol>\n</li>\n<li>d</li>\n</ul>\n"},
        {"<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b\n",
         "<ul>\n<li><p>a</p>\n<p>b</p>\n</li>\n</ul>\n"},
        {"<ul><li>a</li></ul><ul><li>b</li></ul><ul><li>c</li></ul>", "- a\n\n* b\n\n- c\n",
         "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>\n<ul>\n<li>c</li>\n</ul>\n"},
        {"<ul><li><ul><li>a</li></ul></li></ul>", "- - a\n",
         "<ul>\n<li><ul>\n<li>a</li>\n</ul>\n</li>\n</ul>\n"},
        {"<ul>a</ul></ul>b", "- a\n\nb\n", "<ul>\n<li>a</li>\n</ul>\n<p>b</p>\n"},
        {"<li>a</li><li>b</li>", "a\n\nb\n", "<p>a</p>\n<p>b</p>\n"},
    });
    CHECK(text::from_html("<ol>" + repeated("<li>x", 10) + "<br>y</ol>").ends_with("9. x\n10. x\\\n    y\n"));
}

TEST_CASE("links keep their words and address") {
    check_all({
        {"<a href=\"https://e.jp/?a=1&amp;b=2\">地図</a>", "[地図](<https://e.jp/?a=1&b=2>)\n",
         "<p><a href=\"https://e.jp/?a=1&amp;b=2\">地図</a></p>\n"},
        {"<A class=x HREF='mailto:a@e.jp'>便り</A>", "[便り](<mailto:a@e.jp>)\n",
         "<p><a href=\"mailto:a@e.jp\">便り</a></p>\n"},
        {"<a href=https://e.jp/ >https://e.jp/</a>です", "<https://e.jp/>です\n",
         "<p><a href=\"https://e.jp/\">https://e.jp/</a>です</p>\n"},
        {"a<a href='https://e.jp'> b </a>c", "a [b](<https://e.jp>) c\n",
         "<p>a <a href=\"https://e.jp\">b</a> c</p>\n"},
        {"a!<a href='https://e.jp'>b]</a>", "a\\![b\\]](<https://e.jp>)\n",
         "<p>a!<a href=\"https://e.jp\">b]</a></p>\n"},
        {"<a href=' https://e.jp/a b<c>\\&amp;copy; '>x</a>",
         "[x](<https://e.jp/a%20b%3Cc%3E\\\\&amp;copy;>)\n",
         "<p><a href=\"https://e.jp/a%20b%3Cc%3E\\&amp;copy;\">x</a></p>\n"},
        {"<a href='https://e.jp/a'>https://e.jp/b</a>", "[https\\://e.jp/b](<https://e.jp/a>)\n",
         "<p><a href=\"https://e.jp/a\">https://e.jp/b</a></p>\n"},
        {"<a href='HTTPS://e.jp'>a<p>b</a>c", "[a](<https://e.jp>)\n\n[b](<https://e.jp>)c\n",
         "<p><a href=\"https://e.jp\">a</a></p>\n<p><a href=\"https://e.jp\">b</a>c</p>\n"},
        {"<a href='/x'>a</a>", "[a](</x>)\n", "<p>a</p>\n"},
        {"<a href='https://e.jp'><img src=x alt='絵 &amp; 字'></a>", "[絵 & 字](<https://e.jp>)\n",
         "<p><a href=\"https://e.jp\">絵 &amp; 字</a></p>\n"},
        {"a <a href='https://e.jp'><img src=x></a> b", "a b\n", "<p>a b</p>\n"},
        {"<i>a<a href='https://e.jp'>　</a><a href='https://e.jp'>b</a></i>", "*a*　[*b*](<https://e.jp>)\n",
         "<p><em>a</em>　<a href=\"https://e.jp\"><em>b</em></a></p>\n"},
    });
    CHECK(text::to_html(text::from_html("<a href='x/y'>a</a>"), "https://e.jp/") ==
          "<p><a href=\"https://e.jp/x/y\">a</a></p>\n");
}

TEST_CASE("an address that runs anything leaves its words") {
    for (const char* const address :
         {"javascript:alert(1)", "JavaScript:x", " java\nscript:x", "&#106;avascript:x", "java&Tab;script:x",
          "data:text/html,x", "file:///etc/passwd", "x:y", ""}) {
        CAPTURE(address);
        CHECK(text::from_html("<a href=\"" + std::string(address) + "\">押す</a>") == "押す\n");
    }
}

TEST_CASE("a bare address becomes a link of its letters only") {
    check_all({
        {"くわしくはhttps://e.jp/a_b*c?x=(1)です。", "くわしくは<https://e.jp/a_b*c?x=(1)>です。\n",
         "<p>くわしくは<a href=\"https://e.jp/a_b*c?x=(1)\">https://e.jp/a_b*c?x=(1)</a>です。</p>\n"},
        {"(http://e.jp/?a&amp;amp;amp;).", "(<http://e.jp/?a&amp;amp;amp>;).\n",
         "<p>(<a href=\"http://e.jp/?a&amp;amp;amp\">http://e.jp/?a&amp;amp;amp</a>;).</p>\n"},
        {"http:// xhttps://e.jp www.e.jp/a_b", "http\\:// xhttps\\://e.jp www\\.e.jp/a_b\n",
         "<p>http:// xhttps://e.jp www.e.jp/a_b</p>\n"},
        {"<p>&lt;https://e.jp/&gt; <https://e.jp/>", "<<https://e.jp/>> <<https://e.jp/>>\n",
         "<p>&lt;<a href=\"https://e.jp/\">https://e.jp/</a>&gt; "
         "&lt;<a href=\"https://e.jp/\">https://e.jp/</a>&gt;</p>\n"},
    });
}

TEST_CASE("strong and em stay, blanks at their ends outside") {
    check_all({
        {"a <b> b </b>c", "a **b** c\n", "<p>a <strong>b</strong> c</p>\n"},
        {"<STRONG>a</STRONG> <em class=x>b</em>", "**a** *b*\n", "<p><strong>a</strong> <em>b</em></p>\n"},
        {"<b>a</b><b>b</b>", "**ab**\n", "<p><strong>ab</strong></p>\n"},
        {"<b><i>x</i></b>", "***x***\n", "<p><em><strong>x</strong></em></p>\n"},
        {"<b>a<i>b</i></b>", "**a*b***\n", "<p><strong>a<em>b</em></strong></p>\n"},
        {"<b>a<i>b</i>c</b>", "**a*b*c**\n", "<p><strong>a<em>b</em>c</strong></p>\n"},
        {"<b>a<br>b</b>", "**a**\\\n**b**\n", "<p><strong>a</strong><br>\n<strong>b</strong></p>\n"},
        {"<b>a<p>b</b>", "**a**\n\n**b**\n", "<p><strong>a</strong></p>\n<p><strong>b</strong></p>\n"},
        {"a<b> </b>b<i></i>", "a b\n", "<p>a b</p>\n"},
        {"<b>a", "**a**\n", "<p><strong>a</strong></p>\n"},
        {"</b>a</b>", "a\n", "<p>a</p>\n"},
        {"<i>see <a href='https://e.jp'>this</a>.</i>", "*see [this](<https://e.jp>).*\n",
         "<p><em>see <a href=\"https://e.jp\">this</a>.</em></p>\n"},
        {"<b><a href='https://e.jp'>公式</a></b>です", "[**公式**](<https://e.jp>)です\n",
         "<p><a href=\"https://e.jp\"><strong>公式</strong></a>です</p>\n"},
        {"<b>a <a href='https://e.jp'>b</b> c</a>", "**a** [**b** c](<https://e.jp>)\n",
         "<p><strong>a</strong> <a href=\"https://e.jp\"><strong>b</strong> c</a></p>\n"},
    });
}

TEST_CASE("emphasis that CommonMark would not see is left out") {
    check_all({
        {"<b>「強調」</b>です", "「強調」です\n", "<p>「強調」です</p>\n"},
        {"これは<b>「強調」</b>。", "これは「強調」。\n", "<p>これは「強調」。</p>\n"},
        {"<b>「強調」</b>", "**「強調」**\n", "<p><strong>「強調」</strong></p>\n"},
        {"「<b>強調</b>」です", "「**強調**」です\n", "<p>「<strong>強調</strong>」です</p>\n"},
        {"これは<b>強調</b>です", "これは**強調**です\n", "<p>これは<strong>強調</strong>です</p>\n"},
        {"<b>終わり。</b>次", "終わり。次\n", "<p>終わり。次</p>\n"},
        {"<b>終わり。</b> 次", "**終わり。** 次\n", "<p><strong>終わり。</strong> 次</p>\n"},
        {"<b>a*</b>b", "a\\*b\n", "<p>a*b</p>\n"},
        {"<b>a</b><i>b</i>", "**a**b\n", "<p><strong>a</strong>b</p>\n"},
        {"<i>a<b>b</i>c</b>d", "*ab*cd\n", "<p><em>ab</em>cd</p>\n"},
        {"<b><i>a</i>b<i>c</i></b>", "***a*bc**\n", "<p><strong><em>a</em>bc</strong></p>\n"},
    });
}

TEST_CASE("what CommonMark would take for markup is escaped") {
    for (const std::string text :
         {"# a",     "###### a",  "#",      "+ a",       "- a",    "-",       "---",      "- - -",
          "===",     "=",         "> a",    ">a",        "| a |",  "1. a",    "12) a",    "*a*",
          "**a**",   "_a_",       "__a__",  "a_b_c",     "`a`",    "```",     "~~~",      "~~a~~",
          "[a](b)",  "![a](b)",   "[a]: b", "a\\",       "\\a",    "\\*a\\*", "<!a",      "&amp;amp;",
          "a* b *c", "x_ _y_ _z", "a://b",  "\u3000- a", "[a][b]", "a]b",     "2 * 3 * 4"}) {
        CAPTURE(text);
        for (const std::string& lines : {text, "上\n" + text + "\n下"}) {
            const std::string commonmark = text::from_html(text::escape_html(lines));
            CAPTURE(commonmark);
            CHECK(text::to_plain(commonmark) == lines);
            std::set<std::string> tags = tags_of(text::to_html(commonmark));
            tags.erase("br");
            CHECK(tags == std::set<std::string>{"p"});
        }
    }
}

TEST_CASE("what CommonMark would leave alone is not escaped") {
    for (const std::string text :
         {"#ラジオ", "-5度", "2024.5.1", "a-b", "10~20分", "snake_case", "Q&A", "a & b", "3 > 2", "a < b",
          "I <3 radio", "a = b", "(1)", "1.5倍", "a! b: c", "東京-大阪.", "12:30", "+81 3"}) {
        CAPTURE(text);
        CHECK(text::from_html(text) == text + "\n");
        CHECK(text::from_html("<p>" + text + "</p>") == text + "\n");
        CHECK(text::to_plain(text + "\n") == text);
    }
}

TEST_CASE("a text without tags keeps its lines") {
    check_all({
        {"上\n下\r\n底\r\n\r\n次\n\n\n末\n", "上\\\n下\\\n底\n\n次\n\n末\n",
         "<p>上<br>\n下<br>\n底</p>\n<p>次</p>\n<p>末</p>\n"},
        {"  a\n    b  \rc", "a\\\nb\\\nc\n", "<p>a<br>\nb<br>\nc</p>\n"},
        {"R&amp;D < Q", "R&D < Q\n", "<p>R&amp;D &lt; Q</p>\n"},
        {"上\n下<br>底", "上 下\\\n底\n", "<p>上 下<br>\n底</p>\n"},
    });
}

TEST_CASE("entities are resolved exactly once") {
    check_all({
        {"&amp;lt;b&amp;gt; &lt;b&gt;", "\\&lt;b\\&gt; \\<b>\n", "<p>&amp;lt;b&amp;gt; &lt;b&gt;</p>\n"},
        {"&eacute;&mdash;&hellip;&#39;&#x3042;&yen;", "é—…'あ¥\n", "<p>é—…'あ¥</p>\n"},
        {"&unknown; & &; &#; &#0; &amp", "\\&unknown; & &; \\&#; \\&#0; &amp\n",
         "<p>&amp;unknown; &amp; &amp;; &amp;#; &amp;#0; &amp;amp</p>\n"},
        {"&ast;a&ast; &NewLine;&Tab;b", "\\*a\\* b\n", "<p>*a* b</p>\n"},
    });
}

TEST_CASE("tags are read as browsers read them") {
    CHECK(text::from_html("<p title='a > b' data-x=\"</p>\">c</p>") == "c\n");
    CHECK(text::from_html("a<!-- <p> --->b<!DOCTYPE html><?x y?>c") == "abc\n");
    CHECK(text::from_html(
              "<head><title>t</title></head><body>a<SCRIPT>'<p>'</Script >b<style>p{}</style>c") == "abc\n");
    CHECK(text::from_html("a<script src=x />b<head><body>c<script>d") == "ab\n\nc\n");
    CHECK(text::from_html("<o:p>a</o:p><unknown-tag x>b") == "ab\n");
    CHECK(text::from_html("<p>a <b c") == "a \\<b c\n");
    CHECK(text::from_html("<p>a <!-- b") == "a b\n");
    CHECK(text::from_html("<p class=\"x>a</p><i>b</i>") == "a\n\n*b*\n");
    CHECK(text::from_html("<b>radio<radio@e.jp>") == "**radio\\<radio@e.jp>**\n");
}

TEST_CASE("whatever a text is, its words come back and no markup with them") {
    const unsigned seed = GENERATE(range(0U, 8U));
    Dice dice(seed);
    for (int round = 0; round < 500; ++round) {
        std::string text;
        for (std::size_t count = 1 + dice.below(12); count > 0; --count) text += dice.of(hostile_parts);
        const std::string escaped = text::escape_html(text);
        for (const std::string& html : {escaped, "<p>" + escaped + "</p>", "<ul><li>" + escaped}) {
            const std::string commonmark = text::from_html(html);
            CAPTURE(seed, round, html, commonmark);
            const text::Rendered rendered = text::render(commonmark);
            REQUIRE(seen_in(rendered.html) == without_blanks(text));
            REQUIRE(without(without_blanks(rendered.plain), {"・"}) == without_blanks(text));
            std::set<std::string> tags = tags_of(rendered.html);
            for (const char* const expected : {"p", "br", "ul", "li"}) tags.erase(expected);
            if (text.find("http") != std::string::npos) tags.erase("a");
            REQUIRE(tags.empty());
        }
    }
}

TEST_CASE("whatever tags stand between them, all words come back") {
    const unsigned seed = GENERATE(range(0U, 8U));
    Dice dice(seed + 100);
    for (int round = 0; round < 1000; ++round) {
        std::string html = "<div>";
        std::string words;
        for (std::size_t count = 1 + dice.below(20); count > 0; --count) {
            const bool is_word = dice.below(2) == 0;
            const std::string& part = dice.of(is_word ? hostile_parts : hostile_tags);
            if (is_word) words += part;
            html += is_word ? text::escape_html(part) : part;
        }
        const std::string commonmark = text::from_html(html);
        CAPTURE(seed, round, html, commonmark);
        REQUIRE(seen_in(text::to_html(commonmark)) == without_blanks(words));
    }
}

TEST_CASE("emphasis is taken beside every character of Unicode or left out, without a trace") {
    std::string html;
    for (std::uint32_t code = 0x21; code < 0x30000; ++code) {
        const bool is_half_or_none = (code >= 0xD800 && code < 0xE000) || (code & 0xFFFEU) == 0xFFFEU;
        if (is_half_or_none || code == '*' || (code >= 0x7F && code < 0xA0)) continue;
        const std::string character = "&#" + std::to_string(code) + ";";
        html.append("<p>a<b>").append(character).append("</b>b<i>c</i>").append(character).append("<b>d</b>");
    }
    const std::string rendered = text::to_html(text::from_html(html));
    CHECK(rendered.find('*') == std::string::npos);
    CHECK(rendered.find("<em>c</em>,<strong>d</strong>") != std::string::npos);
}

TEST_CASE("any bytes give clean UTF-8, deep and endless ones in good time") {
    CHECK(text::from_html("前\0\x01\xFF後"s) == "前\xEF\xBF\xBD後\n");
    for (const char* const part : {"<b>",
                                   "</b>",
                                   "<i><b>",
                                   "<ul>",
                                   "<ul><li>x",
                                   "<ul><li>x</ul>",
                                   "<blockquote>",
                                   "<a href=x>y",
                                   "<",
                                   "</",
                                   "<a",
                                   "<a ",
                                   "<a \"",
                                   "<a b='",
                                   "<a b=\"'>",
                                   "<!--",
                                   "<!",
                                   "<?",
                                   "<!-->",
                                   "<script>",
                                   "<script",
                                   "&",
                                   "&amp;",
                                   "&amp",
                                   "&a1;",
                                   "[",
                                   "![",
                                   "*",
                                   "*a",
                                   "_",
                                   "`",
                                   "\\",
                                   "~",
                                   "#",
                                   "1",
                                   "1.",
                                   "http",
                                   "http://a",
                                   "http://a)",
                                   "http://((",
                                   "www.",
                                   "\n",
                                   "\n\n",
                                   "<br>",
                                   "<p>x",
                                   "<b>x</b>",
                                   "<b>x</b>y<i>",
                                   "<td>",
                                   "<b>x<a href='y'>z</a>",
                                   "\xFF",
                                   "a@",
                                   "<pre>\n"}) {
        CAPTURE(part);
        const std::string html = repeated(part, 20'000);
        for (const std::string& whole : {html, html + "\">'x-->", "<p>" + html + ">"}) {
            const std::string commonmark = text::from_html(whole);
            CHECK(text::is_utf8(commonmark));
            CHECK(commonmark.size() < whole.size() * 4);
            CHECK(text::from_html(whole) == commonmark);
        }
    }
    Dice dice(7);
    std::string bytes(100'000, ' ');
    for (char& c : bytes) c = static_cast<char>(dice.below(256));
    CHECK(text::clean(text::from_html(bytes)) == text::from_html(bytes));
    CHECK(text::to_plain(text::from_html(repeated("<div><b><ul><li>", 100'000) + "x")).ends_with("x"));
}
