// SPDX-License-Identifier: MIT
#include "pipeline/text/encoding.h"

#include <catch2/catch.hpp>
#include <optional>
#include <random>

#include "pipeline/text/unicode.h"
#include "tests/pipeline/model/sample_show.h"

using namespace cityfm;
using tests::Lines;

namespace {

struct Converted {
    std::optional<std::string> text;
    Lines found;
};

Converted converted(const std::string& bytes) {
    core::Findings findings;
    Converted converted;
    converted.text = text::to_utf8(bytes, "a/t.txt", findings);
    converted.found = tests::shown(findings);
    return converted;
}

/// The text of bytes that nothing is wrong with.
std::string text_of(const std::string& bytes) {
    const Converted read = converted(bytes);
    CHECK(read.found == Lines{});
    return read.text.value_or("nothing");
}

/// Checks that the bytes are no text, which is said once.
void check_no_text(const std::string& bytes) {
    const Converted read = converted(bytes);
    CHECK_FALSE(read.text);
    CHECK(read.found == Lines{"a/t.txt:0:0 error bad-encoding path=a/t.txt"});
}

/// UTF-16 with its mark.
std::string utf16(std::u16string text, bool little) {
    text.insert(0, 1, u'\uFEFF');
    std::string bytes;
    for (const char16_t unit : text) {
        const char low = static_cast<char>(unit & 0xFF);
        const char high = static_cast<char>(unit >> 8);
        bytes += little ? low : high;
        bytes += little ? high : low;
    }
    return bytes;
}

/// The text of bytes in an encoding, or "nothing".
std::string converted_from(const std::string& name, const std::string& bytes) {
    return text::from_encoding(bytes, name).value_or("nothing");
}

const Lines read_as_shift_jis = {"a/t.txt:0:0 warning read-as-encoding path=a/t.txt encoding=Shift_JIS"};

}  // namespace

TEST_CASE("UTF-8 stays as it is, without its mark") {
    CHECK(text_of("佐久のラーメン𠮷\n") == "佐久のラーメン𠮷\n");
    CHECK(text_of("\xEF\xBB\xBF佐久\n") == "佐久\n");
    CHECK(text_of("").empty());
    CHECK(text_of("\xEF\xBB\xBF").empty());
}

TEST_CASE("every end of a line becomes a line feed") {
    CHECK(text_of("a\r\nb\rc\n\r\nd\r\r\ne\r") == "a\nb\nc\n\nd\n\ne\n");
    CHECK(text_of(utf16(u"a\r\nb\rc", true)) == "a\nb\nc");
}

TEST_CASE("control characters are dropped") {
    CHECK(text_of("a\x1B[31mb\x07\tc") == "a[31mb\tc");
}

TEST_CASE("UTF-16 with its mark is converted, whichever byte comes first") {
    const bool little = GENERATE(true, false);
    CHECK(text_of(utf16(u"佐久のラーメン\U00020BB7\U0001F468\u200D\U0001F469\n", little)) ==
          "佐久のラーメン𠮷👨‍👩\n");
    CHECK(text_of(utf16(u"", little)).empty());
}

TEST_CASE("UTF-16 that is broken is no text") {
    const bool little = GENERATE(true, false);
    check_no_text(utf16(u"佐久", little) + "a");                 // half a character
    check_no_text(utf16(std::u16string{u'a', 0xD842}, little));  // half a surrogate pair
    check_no_text(utf16(std::u16string{u'a', u'\0', u'b'}, little));
    check_no_text(utf16(u"abc", little).substr(2));  // no mark
}

TEST_CASE("UTF-32 is no text") {
    check_no_text(std::string("\xFF\xFE\0\0a\0\0\0", 8));
    check_no_text(std::string("\0\0\xFE\xFF\0\0\0a", 8));
}

TEST_CASE("Shift_JIS is converted, and said") {
    const Converted read = converted("\x8D\xB2\x8B\x76\x82\xCC\x83\x89\x81\x5B\x83\x81\x83\x93\r\n");
    CHECK(read.text == "佐久のラーメン\n");
    CHECK(read.found == read_as_shift_jis);
}

TEST_CASE("what Windows adds to Shift_JIS is converted too") {
    // A circled digit, a name's kanji, half-width kana, and characters whose second byte is a backslash.
    const Converted read = converted("\x87\x40 \xFB\xFC \xB1\xB2 \x95\x5C\x83\x5C\x94\x5C");
    CHECK(read.text == "① 髙 ｱｲ 表ソ能");
    CHECK(read.found == read_as_shift_jis);
}

TEST_CASE("a long text in Shift_JIS is converted whole") {
    std::string bytes = "a";  // an odd start, so that blocks end within characters
    std::string text = "a";
    for (int i = 0; i < 10'000; ++i) {
        bytes += "\x8D\xB2\xB1";
        text += "佐ｱ";
    }
    CHECK(converted(bytes).text == text);
}

TEST_CASE("Shift_JIS that ends within a character is no text") {
    check_no_text("\x8D\xB2\x8B");
}

TEST_CASE("other encodings of one byte are no text where Shift_JIS has no such character") {
    check_no_text("caf\xE9 au lait");
    check_no_text("gr\xFC\xDF");
}

TEST_CASE("a byte 0 makes it no text, whatever the rest is") {
    check_no_text(std::string("a\0b", 3));
    check_no_text(
        std::string("\xEF\xBB\xBF"
                    "a\0",
                    5));
    check_no_text(std::string("\x8D\xB2\0", 3));
    check_no_text(std::string(1, '\0'));
}

TEST_CASE("pictures and sound are no text, even when their bytes pass for Shift_JIS") {
    check_no_text(std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x10", 20));
    check_no_text(std::string("\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\1", 13));
    check_no_text(std::string("ID3\3\0\0\0\0\0\x0A", 10));
    check_no_text(std::string("RIFF\x24\0\0\0WAVEfmt ", 16));
}

TEST_CASE("binary rubbish is no text") {
    std::mt19937 random(1);
    for (int round = 0; round < 20; ++round) {
        std::string bytes;
        for (int i = 0; i < 4096; ++i) bytes += static_cast<char>(random() % 255 + 1);
        CAPTURE(round);
        check_no_text(bytes);
    }
}

TEST_CASE("whatever comes out is clean UTF-8") {
    std::mt19937 random(2);
    int texts = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes(random() % 6, '\0');
        for (char& c : bytes) c = static_cast<char>(random());
        const Converted read = converted(bytes);
        CHECK(read.found.size() <= 1);
        if (!read.text) continue;
        ++texts;
        CAPTURE(*read.text);
        REQUIRE(text::is_utf8(*read.text));
        REQUIRE(text::clean(*read.text) == *read.text);
        REQUIRE(read.text->find('\r') == std::string::npos);
    }
    CHECK(texts > 100);
}

TEST_CASE("what was found about other files stays") {
    core::Findings findings;
    CHECK(text::to_utf8("\x8D\xB2", "a.txt", findings));
    CHECK_FALSE(text::to_utf8(std::string("\x8D\xB2\0", 3), "b.txt", findings));
    CHECK(tests::shown(findings) == Lines{"a.txt:0:0 warning read-as-encoding path=a.txt encoding=Shift_JIS",
                                          "b.txt:0:0 error bad-encoding path=b.txt"});
}

TEST_CASE("bytes are converted from the encoding that is named") {
    const auto [name, bytes, text] = GENERATE(table<std::string, std::string, std::string>({
        {"ISO-8859-1", "caf\xE9 \xDF\xA9\xFF", "café ß©ÿ"},
        {"windows-1252", "\x93q\x94 \x85 \x80 \xE9", "“q” … € é"},
        {"Shift_JIS", "\x8D\xB2\x8B\x76\x83\x89\x81\x5B\xB1\xB2", "佐久ラーｱｲ"},
        {"EUC-JP", "\xBA\xB4\xB5\xD7\xA5\xE9\xA1\xBC\x8E\xB1\x8E\xB2", "佐久ラーｱｲ"},
        {"ISO-2022-JP", "\x1B$B:4\x35W\x1B(B fm", "佐久 fm"},
        {"UTF-8", "佐久𠮷", "佐久𠮷"},
        {"US-ASCII", "fm <rss>", "fm <rss>"},
        {"UTF-16LE", std::string("a\0\x50\x4F", 4), "a佐"},
        {"UTF-16BE", std::string("\0a\x4F\x50", 4), "a佐"},
    }));
    CAPTURE(name);
    CHECK(converted_from(name, bytes) == text);
    CHECK(converted_from(name, "") == "");
}

TEST_CASE("UTF-16 is converted by its mark, which does not come out") {
    const bool little = GENERATE(true, false);
    CHECK(converted_from("UTF-16", utf16(u"佐久\U00020BB7\r\n", little)) == "佐久𠮷\r\n");
}

TEST_CASE("names of encodings know no case") {
    CHECK(converted_from("iso-8859-1", "\xE9") == "é");
    CHECK(converted_from("euc-jp", "\xBA\xB4") == "佐");
    CHECK(converted_from("SHIFT_JIS", "\x8D\xB2") == "佐");
}

TEST_CASE("bytes that are not of their encoding give nothing") {
    const auto [name, bytes] = GENERATE(table<std::string, std::string>({
        {"UTF-8", "a\xFF"},
        {"UTF-8", "\xE4\xBD"},
        {"US-ASCII", "caf\xE9"},
        {"windows-1252", "\x81"},
        {"Shift_JIS", "\x8D"},
        {"Shift_JIS", "a\xFF"},
        {"EUC-JP", "\xBA"},
        {"EUC-JP", "\x8D\xB2"},
        {"UTF-16", std::string("\xFF\xFE\x42\xD8", 4)},
        {"UTF-16LE", "a"},
    }));
    CAPTURE(name);
    CHECK_FALSE(text::from_encoding(bytes, name));
}

TEST_CASE("what is no encoding gives nothing, not even for nothing") {
    const auto name =
        GENERATE(as<std::string>{}, "nonsense", "UTF-9", "../UTF-8", "-", std::string(100'000, 'a'));
    CAPTURE(name);
    CHECK_FALSE(text::from_encoding("a", name));
    CHECK_FALSE(text::from_encoding("", name));
}

TEST_CASE("a name is taken as it is written, and none is not that of the system") {
    CHECK_FALSE(text::from_encoding("a", ""));
    CHECK_FALSE(text::from_encoding("a", "日本語"));
    CHECK_FALSE(text::from_encoding("a", "utf 8"));
}

TEST_CASE("addresses stay themselves in every encoding of Japan") {
    const auto name = GENERATE(as<std::string>{}, "Shift_JIS", "EUC-JP", "ISO-2022-JP", "CP932");
    CAPTURE(name);
    const std::string address = "https://example.jp/~fm/a.mp3?b=c\\d";
    CHECK(converted_from(name, address) == address);
}

TEST_CASE("Shift_JIS is what Windows makes of it, as in browsers") {
    CHECK(converted_from("Shift_JIS", "\x87\x40 \xFB\xFC") == "① 髙");
    CHECK(converted_from("Shift_JIS", "\x81\x60") == "～");
    CHECK(converted_from("EUC-JP", "\xAD\xA1") == "①");
}

TEST_CASE("the last character comes out where marks could follow it") {
    // Vietnamese of Windows writes marks behind their letter, so that a converter holds letters back.
    CHECK(converted_from("windows-1258", "Saku") == "Saku");
    CHECK(converted_from("windows-1258", "a\xEC") == "á");
}

TEST_CASE("a long text of a named encoding is converted whole") {
    std::string bytes = "a";  // an odd start, so that blocks end within characters
    std::string text = "a";
    for (int i = 0; i < 10'000; ++i) {
        bytes += "\xBA\xB4\x8E\xB1";
        text += "佐ｱ";
    }
    CHECK(converted_from("EUC-JP", bytes) == text);
    CHECK_FALSE(text::from_encoding(bytes + "\xBA", "EUC-JP"));
}
