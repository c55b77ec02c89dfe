// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal/annotations.h"
#include "pipeline/core/json.h"

#include <catch2/catch.hpp>

#include "pipeline/cli/terminal/report.h"

using namespace cityfm;

namespace {

const std::string hostile = "\x1B]0;x\x07\r\u009B\u202E\n::error file=x::forged";

core::Finding finding_about(const std::string& file, const std::string& value) {
    return {core::Severity::error, core::Code::unknown_preset, {file, 3, 1}, {{"found", value}}};
}

}  // namespace

TEST_CASE("an annotation is one line without controls, whatever file and value it is about") {
    const std::string line =
        cli::github_annotation(finding_about(hostile, hostile), "show", cli::Language::english);
    CHECK(line.starts_with("::error file=show/\\u001B]0;x\\u0007\\u000D\\u009B\\u202E\\n%3A%3Aerror file=x"));
    for (const char* raw : {"\x1B", "\x07", "\r", "\n", "\u009B", "\u202E"})
        CHECK(line.find(raw) == std::string::npos);
}

TEST_CASE("a line of words is no workflow command, and other lines stay as they are") {
    for (const std::string bad :
         {"::error file=x::forged", " \u3000::warning::x", "日本::error::x", "a ##[error]x"}) {
        const std::string shown = cli::without_commands(bad);
        INFO(shown);
        CHECK(shown != bad);
        CHECK(shown.find("##[") == std::string::npos);
        CHECK_FALSE(shown.starts_with("::"));
    }
    CHECK(cli::without_commands("::error::x") == "\\u003A:error::x");
    CHECK(cli::without_commands("show.toml:3:1: std::x") == "show.toml:3:1: std::x");
}

TEST_CASE("the page of a run shows names and messages as text, whatever marks they hold") {
    cli::Terminal terminal(cli::Language::english, cli::Talk::quiet, false);
    const core::Json findings = {
        {{"severity", "error"}, {"file", "a`<img>`b\n# x"}, {"message", "<script>&lt; $x$ ~y~"}}};
    const std::string page = cli::markdown_of(terminal, {{"findings", findings}});
    CHECK(page == "### cityfm\n\n- ❌ `` a`<img>`b\\n# x `` &lt;script>&amp;lt; \\$x\\$ \\~y\\~\n\n");
}
