// SPDX-License-Identifier: MIT
#include "pipeline/text/chapters.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace cityfm;

namespace {

const std::vector<model::Chapter> chapters = {
    {0, "はじめに", ""}, {62.5, "「ラーメン」の話", "https://example.jp/a?b=c&d"}, {3723, "おわり", ""}};

}  // namespace

TEST_CASE("chapters are JSON of the podcast namespace, version 1.2.0") {
    const auto json = nlohmann::json::parse(text::chapters_json(chapters));
    CHECK(json == nlohmann::json::parse(R"({"version": "1.2.0", "chapters": [
        {"startTime": 0.0, "title": "はじめに"},
        {"startTime": 62.5, "title": "「ラーメン」の話", "url": "https://example.jp/a?b=c&d"},
        {"startTime": 3723.0, "title": "おわり"}]})"));
}

TEST_CASE("the version stands first, and the file ends in a newline") {
    const std::string json = text::chapters_json(chapters);
    CHECK(json.rfind("{\n  \"version\": \"1.2.0\",", 0) == 0);
    CHECK(json.back() == '\n');
    CHECK(json.find("はじめに") != std::string::npos);
}

TEST_CASE("a title with quotes or broken UTF-8 is still JSON") {
    const auto json = nlohmann::json::parse(text::chapters_json({{0, "\"a\"\\\n\xFF", ""}}));
    CHECK(json.at("chapters").at(0).at("title") == "\"a\"\\\n\xEF\xBF\xBD");
}

TEST_CASE("the address of a picture is in JSON, the file of one is not") {
    const auto json = nlohmann::json::parse(text::chapters_json(
        {{0, "a", "", "art/a.png", ""}, {5, "b", "https://example.jp/", "", "https://example.jp/b.png"}}));
    CHECK(json.at("chapters") == nlohmann::json::parse(R"([
        {"startTime": 0.0, "title": "a"},
        {"startTime": 5.0, "title": "b", "url": "https://example.jp/", "img": "https://example.jp/b.png"}])"));
}

TEST_CASE("no chapters are an empty list") {
    CHECK(nlohmann::json::parse(text::chapters_json({})).at("chapters").empty());
    CHECK(text::chapter_lines({}).empty());
}

TEST_CASE("chapters are lines with their times, as apps read them out of descriptions") {
    CHECK(text::chapter_lines(chapters) == "00:00 はじめに\n01:02 「ラーメン」の話\n1:02:03 おわり\n");
}
