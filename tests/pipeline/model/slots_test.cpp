// SPDX-License-Identifier: MIT
#include "pipeline/model/slots.h"

#include <catch2/catch.hpp>

#include "pipeline/model/wording.h"
#include "tests/support/files.h"

using namespace cityfm;

namespace {

using Values = std::vector<std::pair<std::string_view, std::string>>;

}  // namespace

TEST_CASE("slots are filled, and what fills them is not looked at again") {
    const Values values = {{"title", "{{summary}} & <b>"}, {"summary", "要約"}};
    CHECK(model::fill_slots("{{title}}", values) == "{{summary}} & <b>");
    CHECK(model::fill_slots("『{{ title }}』{{summary}}", values) == "『{{summary}} & <b>』要約");
    CHECK(model::fill_slots("{{nobody}}|", values) == "|");
    CHECK(model::fill_slots("as it is {{ and {single}", values) == "as it is {{ and {single}");
    CHECK(model::fill_slots("", values).empty());
}

TEST_CASE("the names of slots are found, also of those that nobody knows") {
    CHECK(model::slots_in("a {{title}} {{ 題 }} {{}}") == std::vector<std::string>{"title", "題", ""});
    CHECK(model::slots_in("{{open").empty());
}

TEST_CASE("a template is read with its texts, and what is not in it stays as it always is") {
    const tests::TempFolder show;
    tests::write(show / "t.toml", "[published]\nheadline = \"新着：{{title}}\"\nfooter = \"\"\n");
    core::Findings findings;
    const model::Wordings wordings = model::load_wordings(show.path(), "t.toml", findings);
    CHECK(findings.empty());
    CHECK(wordings.published.headline == "新着：{{title}}");
    CHECK(wordings.published.footer == "");
    CHECK_FALSE(wordings.published.question);
    CHECK(wordings.letters == model::Wording{});
}

TEST_CASE("what is wrong with a template is found with its place, a proposal and the names that there are") {
    const tests::TempFolder show;
    tests::write(show / "t.toml", "[published]\nheadline = \"{{titel}}\"\nheadlin = \"x\"\n[other]\n");
    core::Findings findings;
    model::load_wordings(show.path(), "t.toml", findings);
    core::sort(findings);
    REQUIRE(findings.size() == 3);
    CHECK(findings[0].code == core::Code::unknown_slot);
    CHECK(findings[0].where.line == 2);
    CHECK(core::arg(findings[0].args, "meant") == "title");
    CHECK(core::arg(findings[0].args, "known").find("transcript_url") != std::string::npos);
    CHECK(findings[1].code == core::Code::unknown_key);
    CHECK(findings[2].code == core::Code::unknown_key);
}

TEST_CASE("a template that is not there is a finding") {
    const tests::TempFolder show;
    core::Findings findings;
    model::load_wordings(show.path(), "no.toml", findings);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].where.file == "no.toml");
}
