// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <regex>

#include "pipeline/model/toml/keys.h"
#include "tests/support/files.h"

using namespace cityfm;

namespace {

/// The row of a key as pipeline/DESIGN.md has to show it.
std::string row_of(const model::Key& key) {
    const std::string fallback =
        key.required ? "**must**" : (key.fallback.empty() ? "–" : "`" + std::string(key.fallback) + "`");
    const std::string bound = model::show_bound(key);
    return "| " + std::string(key.table) + " | `" + std::string(key.name) + "` | " +
           std::string(model::name_of(key.type)) + " | " + fallback + " | " + (bound.empty() ? "–" : bound) +
           " |";
}

}  // namespace

TEST_CASE("the table of keys in pipeline/DESIGN.md is the parser's") {
    std::vector<std::string> shown;
    for (const std::string& line :
         tests::lines_of(std::filesystem::path(CITYFM_SOURCE) / "pipeline/DESIGN.md")) {
        if (std::regex_search(line, std::regex("^\\| [a-z_]+ \\| `[a-z_]+` \\|")))
            shown.push_back(line.substr(0, line.rfind('|', line.size() - 2) + 1));
    }
    std::vector<std::string> expected;
    for (const model::Key& key : model::keys()) expected.push_back(row_of(key));
    CHECK(shown == expected);
}
