// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"

using namespace cityfm;
using nlohmann::json;

namespace {

const std::filesystem::path corpus = std::filesystem::path(CITYFM_SOURCE) / "../shared/corpus/feeds";

}  // namespace

TEST_CASE("every real feed that is at hand is imported, checked and written again without a loss") {
    std::vector<std::filesystem::path> feeds;
    std::error_code absent;
    for (const auto& entry : std::filesystem::directory_iterator(corpus, absent))
        feeds.push_back(entry.path());
    for (const std::filesystem::path& feed : feeds) {
        const tests::TempFolder folder;
        const std::string show = folder / "show";
        // Its pictures are not to be had without the internet, nor asked for in a test.
        const tests::Ran imported = tests::cityfm(
            {"--json", "import", feed, "--into", show},
            {".", {"http_proxy=http://127.0.0.1:1", "https_proxy=http://127.0.0.1:1"}, {}, {}, 9});
        INFO(feed << imported.err);
        REQUIRE(imported.code == 0);
        CHECK(tests::cityfm({"-C", show, "check"}).code == 0);
        const tests::Ran written = tests::cityfm({"-C", show, "feed"});
        tests::write(folder / "new.xml", written.out);
        const tests::Ran compared = tests::cityfm({"--json", "compare", feed, folder / "new.xml"});
        INFO(compared.out);
        CHECK(compared.code == 0);
        const json report = json::parse(compared.out);
        CHECK(report.at("items").at("after") == json::parse(imported.out).at("episodes"));
        for (const json& finding : report.at("findings")) CHECK(finding.at("code") != "permalink-changed");
        const tests::Ran valid = tests::run_program({"xmllint", "--noout", "--nonet", folder / "new.xml"});
        CHECK(valid.code == 0);
        CHECK(valid.err.empty());
        CHECK(tests::cityfm({"-C", show, "build"}).code == 0);
    }
}
