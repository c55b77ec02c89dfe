// SPDX-License-Identifier: MIT
#include "pipeline/core/suggest.h"

#include <catch2/catch.hpp>

using namespace cityfm;

namespace {
const std::vector<std::string> keys = {"title", "date", "audio", "question", "chapters", "links"};
}

TEST_CASE("a slip of the finger is understood") {
    CHECK(core::did_you_mean("titel", keys) == "title");   // two letters swapped
    CHECK(core::did_you_mean("tite", keys) == "title");    // one left out
    CHECK(core::did_you_mean("audioo", keys) == "audio");  // one too many
    CHECK(core::did_you_mean("dete", keys) == "date");     // one replaced
    CHECK(core::did_you_mean("chaptres", keys) == "chapters");
}

TEST_CASE("a word that is near nothing gets no suggestion") {
    CHECK(core::did_you_mean("weather", keys).empty());
    CHECK(core::did_you_mean("xy", keys).empty());
    CHECK(core::did_you_mean("title", {}).empty());
}

TEST_CASE("of two near words the nearer is meant") {
    const std::vector<std::string> words = {"channels", "channel"};
    CHECK(core::did_you_mean("chanel", words) == "channel");
    CHECK(core::did_you_mean("chanels", words) == "channels");
}

TEST_CASE("a very long word is not compared") {
    const std::vector<std::string> words = {std::string(100, 'a')};
    CHECK(core::did_you_mean(std::string(99, 'a'), words).empty());
}

TEST_CASE("one wrong kana in a longer name is understood") {
    const std::vector<std::string> names = {"そらまめ", "こはく"};
    CHECK(core::did_you_mean("そらまぬ", names) == "そらまめ");
}

TEST_CASE("names that share no character are not taken for one another") {
    // みな and さち differ in both characters, though each differs in one byte of three only.
    const std::vector<std::string> names = {"さち"};
    CHECK(core::did_you_mean("みな", names).empty());
}
