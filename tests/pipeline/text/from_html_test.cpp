// SPDX-License-Identifier: MIT
#include "pipeline/text/from_html.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "pipeline/text/markdown.h"

using namespace cityfm;

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
    const std::string nine = "<li>1<li>2<li>3<li>4<li>5<li>6<li>7<li>8<li>x";
    CHECK(text::from_html("<ol>" + nine + "<li>x<br>y</ol>").ends_with("9. x\n10. x\\\n    y\n"));
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
