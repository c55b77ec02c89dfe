// SPDX-License-Identifier: MIT
// A good feed with one fault at a time: the linter names that one, in its line, and little besides.
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/command.h"
#include "tests/support/files.h"

using namespace cityfm;
using nlohmann::json;
using std::filesystem::path;

namespace {

const path source = CITYFM_SOURCE;
const path good_feed = source / "tests/golden/feed_full.xml";

tests::Ran write_mutants(const path& feed, const path& folder) {
    return tests::run_program({"python3", source / "tests/feeds/rss/mutants.py", feed, folder});
}

/// What is found in a feed, and the exit code of it.
struct Linted {
    int exit_code = 0;
    bool has_error = false;
    std::map<std::string, std::set<int>> lines;  ///< by code; 0 for a finding without one
    std::string shown;
};

Linted lint(const path& feed) {
    const tests::Ran ran =
        tests::cityfm({"--json", "--lang", "en", "--now", "2026-12-01T00:00:00+09:00", "lint", feed});
    INFO(ran.err);
    REQUIRE((ran.code == 0 || ran.code == 3));
    Linted linted{ran.code, false, {}, {}};
    const json report = json::parse(ran.out);
    for (const json& finding : report.at("findings")) {
        const std::string code = finding.at("code");
        const int line = finding.value("line", 0);
        if (finding.at("severity") == "error") linted.has_error = true;
        linted.lines[code].insert(line);
        linted.shown +=
            std::to_string(line) + " " + code + ": " + finding.at("message").get<std::string>() + "\n";
    }
    return linted;
}

}  // namespace

TEST_CASE("lint names the fault of each mutant of a good feed in its line, and little besides") {
    REQUIRE(lint(good_feed).lines.empty());
    const tests::TempFolder folder;
    const tests::Ran made = write_mutants(good_feed, folder.path());
    INFO(made.err);
    REQUIRE(made.code == 0);
    const json mutants = json::parse(tests::read(folder / "expected.json"));
    CHECK(mutants.size() >= 50);
    for (const json& mutant : mutants) {
        const std::string file = mutant.at("file");
        const std::string code = mutant.at("code");
        const int line = mutant.at("line");
        const Linted linted = lint(folder / file);
        INFO(file << ": " << code << " in line " << line << "\n" << linted.shown);
        CHECK(linted.exit_code == (linted.has_error ? 3 : 0));
        CHECK(linted.lines.size() <= mutant.at("most_codes").get<std::size_t>());
        const auto named = linted.lines.find(code);
        CHECK(named != linted.lines.end());
        // What is no feed may have no line.
        if (named != linted.lines.end() && line > 0) CHECK(named->second.contains(line));
    }
}

TEST_CASE("the mutants are not made of a feed that lacks a text of their table") {
    const tests::TempFolder folder;
    std::string feed = tests::read(good_feed);
    const std::string part = "guid-yuki";
    REQUIRE(feed.find(part) != std::string::npos);
    feed.replace(feed.find(part), part.size(), "guid-snow");
    tests::write(folder / "feed.xml", feed);
    const tests::Ran made = write_mutants(folder / "feed.xml", folder.path());
    CHECK(made.code == 1);
    CHECK(made.err.find("does not hold 'guid-yuki'") != std::string::npos);
}
