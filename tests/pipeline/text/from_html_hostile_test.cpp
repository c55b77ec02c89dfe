// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <random>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "pipeline/text/from_html.h"
#include "pipeline/text/markdown.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

using namespace cityfm;
using Texts = std::vector<std::string>;
using namespace std::string_literals;

namespace {

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
