// SPDX-License-Identifier: MIT
#include "pipeline/text/unicode.h"

#include <catch2/catch.hpp>

using namespace cityfm;

namespace {

const std::string family =
    "👨‍👩‍👧‍👦";  // four people and three U+200D: 25 bytes, one grapheme
const std::string japan = "🇯🇵";   // two regional indicators: 8 bytes, one grapheme
const std::string replacement = "\xEF\xBF\xBD";

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
