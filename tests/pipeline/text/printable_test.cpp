// SPDX-License-Identifier: MIT
#include "pipeline/text/printable.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "pipeline/text/unicode.h"

using namespace cityfm;

namespace {

std::string utf8(char32_t code) {
    const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
    if (code < 0x80) return {byte(code)};
    if (code < 0x800) return {byte(0xC0 | code >> 6U), byte(0x80 | (code & 0x3FU))};
    if (code < 0x10000)
        return {byte(0xE0 | code >> 12U), byte(0x80 | (code >> 6U & 0x3FU)), byte(0x80 | (code & 0x3FU))};
    return {byte(0xF0 | code >> 18U), byte(0x80 | (code >> 12U & 0x3FU)), byte(0x80 | (code >> 6U & 0x3FU)),
            byte(0x80 | (code & 0x3FU))};
}

/// What no terminal is to get, written down a second time.
bool must_not_be_shown(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
    const bool bidi = c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                      (c >= 0x2066 && c <= 0x2069);
    const bool line = c == 0x2028 || c == 0x2029;
    const bool invisible = c == 0x180E || (c >= 0x2060 && c <= 0x2065) || (c >= 0x206A && c <= 0x206F) ||
                           c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
    return control || bidi || line || invisible;
}

}  // namespace

TEST_CASE("of all code points those that steer a terminal or hide text are shown by their numbers") {
    std::vector<char32_t> wrong;
    for (char32_t code = 0; code <= 0x10FFFF; ++code) {
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        const std::string raw = utf8(code);
        const std::string shown = text::printable("a" + raw + "b");
        char number[16];
        std::snprintf(number, sizeof number, code > 0xFFFF ? "\\U%08X" : "\\u%04X",
                      static_cast<unsigned>(code));
        const std::string escape = code == '\n' ? "\\n" : number;
        const std::string expected = "a" + (must_not_be_shown(code) ? escape : raw) + "b";
        const bool good = shown == expected && text::printable(shown) == shown &&
                          text::is_hidden(code) == must_not_be_shown(code);
        if (!good) wrong.push_back(code);
    }
    CHECK(wrong == std::vector<char32_t>{});
}

TEST_CASE("what emoji and scripts are joined and chosen with stays") {
    for (const char* kept :
         {"👨‍👩‍👧‍👦", "می‌خواهم", "葛󠄀城", "❤️", "𠮷野 café"}) {
        CHECK(text::printable(kept) == kept);
    }
}

TEST_CASE("bytes that are no UTF-8 are shown as U+FFFD, each of them") {
    const std::string replacement = "\xEF\xBF\xBD";
    CHECK(text::printable("a\x9B"
                          "31m") == "a" + replacement + "31m");
    CHECK(text::printable("\xC0\x9B") == replacement + replacement);           // overlong
    CHECK(text::printable("\xED\xA0\x80").find('\xED') == std::string::npos);  // a surrogate
    for (int byte = 0x80; byte <= 0xFF; ++byte)
        CHECK(text::printable(std::string(1, static_cast<char>(byte))) == replacement);
    CHECK(text::is_utf8(text::printable("\xF4\x90\x80\x80 \xE3\x81")));
}

TEST_CASE("lines keep their newlines, and lose nothing but the CR in front of them") {
    CHECK(text::printable("a\r\nb\n") == "a\\u000D\\nb\\n");
    CHECK(text::printable_lines("a\r\nb\n\rc") == "a\nb\n\\u000Dc");
}

TEST_CASE("a JSON document that is shown holds the same values") {
    const nlohmann::json value = {
        {"k\u202Ee\u0085y",
         "\u009B31m \u2066x\u2069 \x7F \x1B \n \U000E0041 \uFEFF 👨‍👩‍👧 ラーメン"}};
    const std::string dumped = value.dump(2);
    const std::string shown = text::printable_json(dumped);
    CHECK(nlohmann::json::parse(shown) == value);
    CHECK(shown.find("\\uDB40\\uDC41") != std::string::npos);
    CHECK(shown.find("ラーメン") != std::string::npos);
    for (const char* raw : {"\u202E", "\u009B", "\u0085", "\u2066", "\x7F", "\U000E0041", "\uFEFF"})
        CHECK(shown.find(raw) == std::string::npos);
}
