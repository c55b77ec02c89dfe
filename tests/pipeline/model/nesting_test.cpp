// SPDX-License-Identifier: MIT
#include "pipeline/model/toml/nesting.h"

#include <catch2/catch.hpp>
#include <string>

using namespace cityfm;

namespace {

std::string repeated(const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("a key of so many parts that it takes all stack is found with its line") {
    CHECK(model::line_of_long_key("a = 1\n" + repeated("a.", 101) + "b = 1\n") == 2);
    CHECK(model::line_of_long_key(repeated("\"a\" . ", 101) + "b = 1\n") == 1);
    CHECK(model::line_of_long_key("x = {" + repeated("a.", 101) + "b = 1}\n") == 1);
    CHECK(model::line_of_long_key(repeated("a.", 99) + "b = 1\n") == 0);
}

TEST_CASE("texts and numbers with many dots are no long key") {
    CHECK(model::line_of_long_key("a = \"" + repeated("We went there. ", 200) + "\"\n") == 0);
    CHECK(model::line_of_long_key("a = \"" + repeated("...", 200) + "\"\n") == 0);
    CHECK(model::line_of_long_key("a = [" + repeated("1.5, ", 200) + "]\n") == 0);
    CHECK(model::line_of_long_key(repeated("a.b = 1\n", 200)) == 0);
}

TEST_CASE("a line of notes with more quotes or lists than cmark takes in time is found") {
    CHECK(model::line_of_deep_markup("x\n" + repeated(">", 101) + " y\n") == 2);
    CHECK(model::line_of_deep_markup(repeated("* ", 101) + "y\n") == 1);
    CHECK(model::line_of_deep_markup(repeated("1. > ", 60) + "y\n") == 1);
    CHECK(model::line_of_deep_markup(repeated("> ", 100) + "y") == 0);
}

TEST_CASE("a rule of many dashes, digits and words are no deep markup") {
    CHECK(model::line_of_deep_markup(repeated("-", 500) + "\n") == 0);
    CHECK(model::line_of_deep_markup(repeated("7", 500) + "\n") == 0);
    CHECK(model::line_of_deep_markup(repeated("- item\n", 500)) == 0);
    CHECK(model::line_of_deep_markup("") == 0);
}
