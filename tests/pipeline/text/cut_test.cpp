// SPDX-License-Identifier: MIT
#include "pipeline/text/cut.h"

#include <catch2/catch.hpp>

#include "pipeline/text/unicode.h"

using namespace cityfm;

namespace {

std::size_t one(std::string_view /*grapheme*/) {
    return 1;
}

}  // namespace

TEST_CASE("UTF-16 units are counted as JavaScript counts them") {
    CHECK(text::utf16_units("") == 0);
    CHECK(text::utf16_units("aé佐") == 3);
    CHECK(text::utf16_units("👩‍👩‍👧") == 8);  // three pairs and two joiners
}

TEST_CASE("what fits stays, and what does not is cut between two graphemes") {
    CHECK(text::cut("佐久の鯉", 4, one) == "佐久の鯉");
    CHECK(text::cut("佐久の鯉", 3, one) == "佐久…");
    CHECK(text::cut("佐久の鯉", 1, one) == "…");
    CHECK(text::cut("佐久の鯉", 0, one).empty());
    CHECK(text::cut("a👩‍👩‍👧b", 8, text::utf16_units) == "a…");
    CHECK(text::cut("がぎぐ", 2, one) == "が…");
}

TEST_CASE("an address is never cut in two: it goes with what stands in front of it") {
    const std::string text = "くわしくは https://radio.example.jp/long/page と放送で";
    for (std::size_t most = 1; most < 60; ++most) {
        const std::string cut = text::cut(text, most, one);
        INFO(cut);
        CHECK(text::length(cut, one) <= most);
        const std::size_t at = cut.find("http");
        if (at != std::string::npos) CHECK(cut.substr(at).starts_with("https://radio.example.jp/long/page"));
    }
    CHECK(text::cut(text, 12, one) == "くわしくは…");
}

TEST_CASE("an address with letters that are not ASCII is not cut in two, either") {
    const std::string text = "会場は https://example.jp/会場?a=1 です";
    for (std::size_t most = 1; most < 30; ++most) {
        const std::string cut = text::cut(text, most, one);
        INFO(cut);
        const std::size_t at = cut.find("http");
        if (at != std::string::npos) CHECK(cut.substr(at).starts_with("https://example.jp/会場?a=1"));
    }
}

TEST_CASE("the mark counts by the same measure") {
    for (std::size_t most = 0; most < 40; ++most) {
        const auto bytes = [](std::string_view grapheme) { return grapheme.size(); };
        CHECK(text::cut("北へ南へ東へ西へ、どこまでも", most, bytes).size() <= most);
    }
}
