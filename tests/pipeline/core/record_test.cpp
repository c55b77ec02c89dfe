// SPDX-License-Identifier: MIT
#include "pipeline/core/record.h"

#include <catch2/catch.hpp>

using namespace cityfm;
using core::Code;
using core::Record;

namespace {

const std::string document = R"({
  "name": "a \"b\" \\",
  "count": 3, "figure": -1.5,
  "on": true, "nothing": null,
  "inner": { "text": "x",
    "deep": {"a": 1} },
  "rows": [
    {"path": "one"},
    {
      "path": "two"
    }
  ],
  "words": {"a": "1", "b": 2}
})";

struct Opened {
    core::Findings findings;
    Record record = Record::parse(document, "file.json", findings).value();
};

}  // namespace

TEST_CASE("sound values of a record are given as they are") {
    Opened o;
    CHECK(o.record.text("name", 1, 10) == "a \"b\" \\");
    CHECK(o.record.integer("count", 0, 3) == 3);
    CHECK(o.record.number("figure", -2, 0) == -1.5);
    CHECK(o.record.number_or_null("nothing", 0, 1) == std::nullopt);
    CHECK(o.record.boolean("on"));
    CHECK(o.record.record("inner")->record("deep")->integer("a", 1, 1) == 1);
    CHECK(o.record.records("rows", 2, 2)[1].text("path", 1, 10) == "two");
    CHECK(o.record.has("name"));
    CHECK_FALSE(o.record.has("no"));
    CHECK(o.findings.empty());
}

TEST_CASE("each value that is not sound is a finding with its path and line") {
    Opened o;
    CHECK(o.record.text("name", 1, 3).empty());
    CHECK(o.record.text("count", 1, 3).empty());
    CHECK(o.record.integer("count", 4, 9) == 0);
    CHECK(o.record.integer("figure", -9, 9) == 0);
    CHECK(o.record.integer("missing", 0, 9) == 0);
    CHECK(o.record.number("name", 0, 1) == 0);
    CHECK_FALSE(o.record.boolean("count"));
    CHECK_FALSE(o.record.record("rows"));
    CHECK(o.record.records("rows", 3, 9).empty());
    CHECK(o.record.records("inner", 0, 9).empty());
    o.record.records("rows", 0, 9)[1].integer("path", 0, 9);
    o.record.record("inner")->record("deep")->text("a", 0, 9);
    const auto words = o.record.texts(
        "words", [](std::string_view, std::string_view) { return true; }, "text");
    CHECK(words == std::map<std::string, std::string>{{"a", "1"}});
    std::vector<std::pair<std::string, int>> told;
    for (const core::Finding& finding : o.findings) {
        CHECK(finding.code == Code::bad_record);
        CHECK(finding.where.file == "file.json");
        told.emplace_back(core::arg(finding.args, "key"), finding.where.line);
    }
    CHECK(told == std::vector<std::pair<std::string, int>>{{"name", 2},
                                                           {"count", 3},
                                                           {"count", 3},
                                                           {"figure", 3},
                                                           {"missing", 0},
                                                           {"name", 2},
                                                           {"count", 3},
                                                           {"rows", 7},
                                                           {"rows", 7},
                                                           {"inner", 5},
                                                           {"rows[1].path", 10},
                                                           {"inner.deep.a", 6},
                                                           {"words.b", 13}});
}

TEST_CASE("numbers at the edge of what a computer counts are not taken for others") {
    const auto text = GENERATE(as<std::string>{}, "18446744073709551615", "-1", "1e300", "1e999", "0.5",
                               "9223372036854775808", "\"7\"", "[7]", "null");
    core::Findings findings;
    const auto record = Record::parse("{\"n\": " + text + "}", "f", findings);
    CAPTURE(text);
    if (!record) return;  // JSON has no such number
    CHECK(record->integer("n", 0, 1000) == 0);
    CHECK(findings.size() == 1);
}

TEST_CASE("what is no JSON object is one finding") {
    const auto text = GENERATE(as<std::string>{}, "", "{", "[]", "7", "null", "{\"a\":1}x", "{\"a\":1,}",
                               R"({"a":{"b":1,"c":2,"b":3}})", R"({"a":[],"a":{}})",
                               std::string(100'000, '['), "<<<<<<< HEAD\n{}\n");
    core::Findings findings;
    CHECK_FALSE(Record::parse(text, "f", findings));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == Code::json_syntax);
}

TEST_CASE("a key may stand in several objects of a record") {
    core::Findings findings;
    CHECK(Record::parse(R"({"a":{"b":1},"b":[{"a":1},{"a":2}]})", "f", findings));
    CHECK(findings.empty());
}
