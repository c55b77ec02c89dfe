// SPDX-License-Identifier: MIT
#include "pipeline/core/finding.h"

#include <catch2/catch.hpp>
#include <set>

using namespace cityfm;
using core::Code;
using core::Severity;

TEST_CASE("an argument is found by its name, and is empty where there is none") {
    const core::Args args = {{"key", "titel"}, {"meant", "title"}};
    CHECK(core::arg(args, "meant") == "title");
    CHECK(core::arg(args, "found").empty());
}

TEST_CASE("warnings and hints are no errors") {
    core::Findings findings = {{Severity::hint, Code::no_episodes, {}, {}},
                               {Severity::warning, Code::no_question, {}, {}}};
    CHECK_FALSE(core::has_errors(findings));
    CHECK_FALSE(core::has_errors({}));
    findings.push_back({Severity::error, Code::no_audio, {}, {}});
    CHECK(core::has_errors(findings));
}

TEST_CASE("findings stand in the order of the files, the gravest of a place first") {
    core::Findings findings = {
        {Severity::error, Code::no_audio, {"show.toml", 2, 1}, {}},
        {Severity::hint, Code::no_episodes, {"episodes/a/episode.toml", 10, 1}, {}},
        {Severity::error, Code::unknown_key, {"episodes/a/episode.toml", 10, 1}, {}},
        {Severity::error, Code::wrong_type, {"episodes/a/episode.toml", 9, 40}, {}},
        {Severity::error, Code::bad_date, {"episodes/a/episode.toml", 9, 8}, {}},
    };
    core::sort(findings);
    std::vector<Code> codes;
    for (const core::Finding& finding : findings) codes.push_back(finding.code);
    CHECK(codes == std::vector<Code>{Code::bad_date, Code::wrong_type, Code::unknown_key, Code::no_episodes,
                                     Code::no_audio});
}

TEST_CASE("the same finding is told once, and two that differ in their arguments twice") {
    const core::Finding titel{Severity::error, Code::unknown_key, {"show.toml", 2, 1}, {{"key", "titel"}}};
    const core::Finding autor{Severity::error, Code::unknown_key, {"show.toml", 2, 1}, {{"key", "autor"}}};
    core::Findings findings = {titel, titel, autor};
    core::sort(findings);
    CHECK(findings == core::Findings{titel, autor});
}

TEST_CASE("severities and codes have names for programs") {
    CHECK(core::name_of(Severity::hint) == "hint");
    CHECK(core::name_of(Severity::warning) == "warning");
    CHECK(core::name_of(Severity::error) == "error");
    CHECK(core::name_of(Code::unknown_key) == "unknown-key");
    CHECK(core::name_of(Code::http_failed) == "http-failed");
}

TEST_CASE("no two codes share a name") {
    std::set<std::string_view> names;
    for (const Code code : core::all_codes()) CHECK(names.insert(core::name_of(code)).second);
    CHECK(names.size() > 50);
}
