// SPDX-License-Identifier: MIT
#include "pipeline/text/unicode.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace cityfm;

namespace {

const std::string family =
    "👨‍👩‍👧‍👦";  // four people and three U+200D: 25 bytes, one grapheme
const std::string japan = "🇯🇵";   // two regional indicators: 8 bytes, one grapheme
const std::string replacement = "\xEF\xBF\xBD";

using Lines = std::vector<std::string>;

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("what XML allows is kept as it is") {
    const std::string text = "佐久のラーメン𠮷野 " + family + "\t& < > ]]> \"'\n\xEF\xBF\xBD\x7F";
    CHECK(text::clean(text) == text);
    CHECK(text::clean("").empty());
}

TEST_CASE("control characters that XML forbids are dropped") {
    CHECK(text::clean(std::string("a\0b", 3)) == "ab");
    CHECK(text::clean("a\x01\x08\x0B\x0C\x0E\x1B[31m\x1F b") == "a[31m b");
    CHECK(text::clean("a\xEF\xBF\xBE\xEF\xBF\xBF\x62") == "ab");  // U+FFFE, U+FFFF
}

TEST_CASE("line ends of Windows become those of everyone") {
    CHECK(text::clean("a\r\nb\r\n") == "a\nb\n");
}

TEST_CASE("bytes that are no UTF-8 become replacement characters") {
    CHECK(text::clean("a\xFF\x62") == "a" + replacement + "b");
    CHECK(text::clean("a\x80") == "a" + replacement);
    CHECK(text::clean("\xE3\x81\x82\xE3\x81").substr(0, 6) == "あ" + replacement);
    // Overlong "/", a surrogate, and what lies beyond U+10FFFF.
    for (const char* const wrong : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
        std::string rest = text::clean(wrong);
        CHECK_FALSE(rest.empty());
        for (; rest.rfind(replacement, 0) == 0;) rest.erase(0, replacement.size());
        CHECK(rest.empty());
    }
}

TEST_CASE("cleaning twice changes nothing more") {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    const std::string once = text::clean(bytes);
    CHECK(text::clean(once) == once);
    CHECK(once.rfind("\t\n !\"#", 0) == 0);
}

TEST_CASE("text that fits is not cut") {
    CHECK(text::cut_graphemes("ラーメン", 4) == "ラーメン");
    CHECK(text::cut_graphemes("", 0).empty());
    CHECK(text::cut_bytes("ラーメン", 12) == "ラーメン");
}

TEST_CASE("a cut is marked, and the mark counts") {
    CHECK(text::cut_graphemes("ラーメン", 3) == "ラー…");
    CHECK(text::cut_graphemes("ラーメン", 1) == "…");
    CHECK(text::cut_graphemes("ラーメン", 0).empty());
}

TEST_CASE("what readers see as one character is cut as one") {
    CHECK(text::cut_graphemes(family + "a", 2) == family + "a");
    CHECK(text::cut_graphemes(family + family + "ab", 3) == family + family + "…");
    CHECK(text::cut_graphemes("a" + family + "bc", 2) == "a…");
    CHECK(text::cut_graphemes(japan + japan + japan, 2) == japan + "…");
    CHECK(text::cut_graphemes("👍🏽👍🏽👍🏽", 2) == "👍🏽…");  // with a colour of skin
    CHECK(text::cut_graphemes("か\u3099き\u3099く", 2) == "か\u3099…");    // with a combining voice mark
    CHECK(text::cut_graphemes("葛\U000E0100飾区", 2) == "葛\U000E0100…");  // with a variation selector
    CHECK(text::cut_graphemes("𠮷野家", 2) == "𠮷…");
}

TEST_CASE("bytes are cut between characters, and the mark's three count") {
    CHECK(text::cut_bytes("ラーメン", 11) == "ラー…");
    CHECK(text::cut_bytes("ラーメン", 9) == "ラー…");
    CHECK(text::cut_bytes("ラーメン", 8) == "ラ…");
    CHECK(text::cut_bytes("ラーメン", 3) == "…");
    CHECK(text::cut_bytes("ラーメン", 2).empty());
    CHECK(text::cut_bytes("𠮷野家", 9) == "𠮷…");
    CHECK(text::cut_bytes("𠮷野家", 6) == "…");
    CHECK(text::cut_bytes(family + family, 49) == family + "…");
    CHECK(text::cut_bytes(family + family, 27) == "…");
    CHECK(text::cut_bytes(japan + japan, 15) == japan + "…");
}

TEST_CASE("a cut in bytes never exceeds them and stays UTF-8") {
    const std::string text = "a𠮷" + family + "か\u3099" + japan + "é!";
    for (std::size_t most = 0; most <= text.size(); ++most) {
        const std::string cut = text::cut_bytes(text, most);
        CAPTURE(most, cut);
        CHECK(cut.size() <= most);
        CHECK(text::clean(cut) == cut);
        CHECK(cut.find(replacement) == std::string::npos);
    }
}

TEST_CASE("broken UTF-8 can be cut and measured all the same") {
    CHECK(text::cut_graphemes("a\xFF\xFE\x62", 2) == "a…");
    CHECK(text::width("a\xFF\x62") == 3);
}

TEST_CASE("kanji and kana take two columns, joined characters those of one") {
    CHECK(text::width("") == 0);
    CHECK(text::width("abc") == 3);
    CHECK(text::width("ラーメン") == 8);
    CHECK(text::width("𠮷野家") == 6);
    CHECK(text::width("ｱｲｳ") == 3);   // half-width kana
    CHECK(text::width("ＡＢ") == 4);  // full-width letters
    CHECK(text::width("か\u3099") == 2);
    CHECK(text::width("e\u0301") == 1);
    CHECK(text::width(family) == 2);
    CHECK(text::width(japan) == 2);
}

TEST_CASE("text is filled up or cut to its columns") {
    CHECK(text::fit("abc", 5) == "abc  ");
    CHECK(text::fit("ラーメン", 8) == "ラーメン");
    CHECK(text::fit("ラーメン", 10) == "ラーメン  ");
    CHECK(text::fit("ラーメン", 7) == "ラーメ…");
    CHECK(text::fit("ラーメン", 6) == "ラー… ");  // half a kana is none
    CHECK(text::fit("abcdef", 3) == "ab…");
    CHECK(text::fit("abc", 1) == "…");
    CHECK(text::fit("abc", 0).empty());
}

TEST_CASE("a text is UTF-8 or not, whatever its characters") {
    CHECK(text::is_utf8(""));
    CHECK(text::is_utf8("佐久𠮷" + family));
    CHECK(text::is_utf8(std::string("a\0b\x01\x7F", 5)));
    for (const char* const wrong :
         {"\x80", "a\xFF", "\xE3\x81", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x8D\xB2\x8B\x76"}) {
        CHECK_FALSE(text::is_utf8(wrong));
    }
}

TEST_CASE("a text is split at its line feeds, and needs none at its end") {
    CHECK(text::split_lines("a\nb\n") == Lines{"a", "b"});
    CHECK(text::split_lines("a\nb") == Lines{"a", "b"});
    CHECK(text::split_lines("\n\na\n\n") == Lines{"", "", "a", ""});
    CHECK(text::split_lines("\n") == Lines{""});
    CHECK(text::split_lines("").empty());
}

TEST_CASE("blanks and tabs are trimmed, wide ones are not") {
    CHECK(text::trimmed(" \t a b\t \r") == "a b");
    CHECK(text::trimmed("\u3000a ") == "\u3000a");
    CHECK(text::trimmed(" \t ").empty());
    CHECK(text::trimmed("").empty());
}

TEST_CASE("lines that fit are not wrapped, those of blanks left out") {
    CHECK(text::wrap(repeated("あ", 65), 65) == repeated("あ", 65));
    CHECK(text::wrap("a\nb", 65) == "a\nb");
    CHECK(text::wrap(" a \n\n \t\nb\n", 65) == "a\nb");
    CHECK(text::wrap("\n \n", 65).empty());
    CHECK(text::wrap("", 65).empty());
}

TEST_CASE("a long line is wrapped where it is full when nothing else parts it") {
    CHECK(text::wrap(repeated("あ", 66), 65) == repeated("あ", 65) + "\nあ");
    CHECK(text::wrap(repeated("a", 130), 65) == repeated("a", 65) + "\n" + repeated("a", 65));
    CHECK(text::wrap("abcdef\nghi", 2) == "ab\ncd\nef\ngh\ni");
}

TEST_CASE("what readers see as one character is never wrapped apart") {
    for (const std::string& one : {family, japan, std::string("👍🏽"), std::string("か\u3099"),
                                   std::string("葛\U000E0100"), std::string("e\u0301"), std::string("𠮷")}) {
        CAPTURE(one);
        CHECK(text::wrap(repeated(one, 7), 3) == repeated(one, 3) + "\n" + repeated(one, 3) + "\n" + one);
    }
}

TEST_CASE("a long line is wrapped behind the last blank or stop of its second half") {
    const auto stop = GENERATE(as<std::string>{}, "、", "。", "！", "？", "」", "…");
    CAPTURE(stop);
    CHECK(text::wrap("ああああああ" + stop + "いいいいい", 10) == "ああああああ" + stop + "\nいいいいい");
    CHECK(text::wrap("あああああ" + stop + "あ" + stop + "いいいいい", 10) ==
          "あああああ" + stop + "あ" + stop + "\nいいいいい");
    CHECK(text::wrap("あああああああああ" + stop + "い", 10) == "あああああああああ" + stop + "\nい");
    // One in the first half would leave a short line.
    CHECK(text::wrap("ああああ" + stop + "いいいいいい", 10) == "ああああ" + stop + "いいいいい\nい");
}

TEST_CASE("words of Latin letters are wrapped at blanks, which are dropped") {
    CHECK(text::wrap("the quick brown fox jumps", 10) == "the quick\nbrown fox\njumps");
    CHECK(text::wrap("over the   lazy dog", 10) == "over the\nlazy dog");
    CHECK(text::wrap("incomprehensibilities of it", 10) == "incomprehe\nnsibilitie\ns of it");
}

TEST_CASE("wrapped lines fit, lose nothing but blanks, and are not wrapped again") {
    const std::string words = repeated("佐久の" + family + "、か\u3099" + japan + " the 𠮷野家…", 30);
    std::string bare = words;
    bare.erase(std::remove(bare.begin(), bare.end(), ' '), bare.end());
    for (std::size_t most = 1; most < 80; ++most) {
        CAPTURE(most);
        const std::string wrapped = text::wrap(words, most);
        for (const std::string& line : text::split_lines(wrapped)) {
            CHECK_FALSE(line.empty());
            CHECK(text::cut_graphemes(line, most) == line);
        }
        CHECK(text::wrap(wrapped, most) == wrapped);
        std::string rest = wrapped;
        rest.erase(std::remove_if(rest.begin(), rest.end(), [](char c) { return c == ' ' || c == '\n'; }),
                   rest.end());
        CHECK(rest == bare);
    }
}

TEST_CASE("graphemes are what readers see as one character") {
    const auto count = [](const std::string& text) { return text::graphemes_of(text).size(); };
    CHECK(count("") == 0);
    CHECK(count("abc") == 3);
    CHECK(count("ラーメン𠮷") == 5);
    CHECK(count("e\u0301") == 1);
    CHECK(count("\u00E9") == 1);
    CHECK(count("cafe\u0301s") == 5);
    CHECK(count("か\u3099き\u3099く") == 3);
    CHECK(count(family) == 1);
    CHECK(count(family + family) == 2);
    CHECK(count(japan) == 1);
    CHECK(count(japan + "🇫🇷" + japan) == 3);
    CHECK(count("\U0001F1EF\U0001F1F5\U0001F1EB") == 2);  // a flag and a half
    CHECK(count("👍🏽") == 1);
    CHECK(count("葛\U000E0100飾") == 2);
    CHECK(count("\u1112\u1161\u11AB\u1100\u1173\u11AF") == 2);  // Hangul in jamo
    CHECK(count("한글") == 2);
    CHECK(count("\r\n") == 1);
    CHECK(count("\n\n") == 2);
}

TEST_CASE("graphemes joined give the text back, whatever its bytes") {
    const auto text =
        GENERATE(as<std::string>{}, "", "a", "佐久の" + family + japan + "か\u3099 e\u0301\r\n👍🏽",
                 "\u0301\u0301", "\u200D\u200D" + family, std::string("a\0b", 3), "a\xFF\xFE\x62\xE3\x81",
                 "\x80\x80\x80", japan + "\xFF" + japan);
    std::string joined;
    for (const std::string_view grapheme : text::graphemes_of(text)) {
        CHECK_FALSE(grapheme.empty());
        joined += grapheme;
    }
    CHECK(joined == text);
}

TEST_CASE("behind a byte that is no UTF-8 graphemes begin anew") {
    CHECK(text::graphemes_of(japan + "\xFF" + japan).size() == 3);
    CHECK(text::graphemes_of("\xFF" + japan + japan).size() == 3);
    CHECK(text::graphemes_of(family + "\xFF" + family).size() == 3);
    CHECK(text::graphemes_of("a\xFF\u0301").size() == 3);
}
