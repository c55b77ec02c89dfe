// SPDX-License-Identifier: MIT
#include "pipeline/cli/messages.h"

#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "tests/support/files.h"

using namespace cityfm;
using cli::Language;

namespace {

std::set<std::string> slots(const std::string& text) {
    static const std::regex slot("\\{([a-z]+)[}?]");
    std::set<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), slot), end; it != end; ++it)
        found.insert((*it)[1]);
    return found;
}

/// All sources, for what they name.
std::string all_sources() {
    std::string text;
    for (const char* tree : {"pipeline", "feeds"}) {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(std::filesystem::path(CITYFM_SOURCE) / tree)) {
            const std::string name = entry.path().filename().string();
            const bool is_table = name.starts_with("message_table") || name == "codes.h";
            if (entry.is_regular_file() && !is_table && name.ends_with("pp"))
                text += tests::read(entry.path());
        }
    }
    return text;
}

}  // namespace

TEST_CASE("every code has a text in both languages, with the same slots") {
    for (const core::Code code : core::all_codes()) {
        INFO(core::name_of(code));
        const cli::Text text = cli::text_of(code);
        CHECK_FALSE(std::string(text.english).empty());
        CHECK_FALSE(std::string(text.japanese).empty());
        CHECK(slots(text.english) == slots(text.japanese));
        CHECK(std::string(text.japanese) != text.english);
    }
}

TEST_CASE("every code is used somewhere, and every name is another") {
    const std::string sources = all_sources();
    std::set<std::string_view> names;
    for (const core::Code code : core::all_codes()) {
        std::string name(core::name_of(code));
        CHECK(names.insert(core::name_of(code)).second);
        std::replace(name.begin(), name.end(), '-', '_');
        INFO(name);
        CHECK(std::regex_search(sources, std::regex("Code::" + name + "\\b")));
    }
}

TEST_CASE("slots are filled, and words in question only where they have a value") {
    const cli::Text text{"no \"{found}\"{meant?; did you mean \"{meant}\"?}", "-"};
    CHECK(cli::render(text, {{"found", "titel"}, {"meant", "title"}}, Language::english) ==
          "no \"titel\"; did you mean \"title\"?");
    CHECK(cli::render(text, {{"found", "xyz"}}, Language::english) == "no \"xyz\"");
}

TEST_CASE("a value that looks like a slot is left as it is") {
    CHECK(cli::render(cli::Text{"{path}", "-"}, {{"path", "{reason}"}, {"reason", "x"}}, Language::english) ==
          "{reason}");
}

TEST_CASE("a finding shows its place, how grave it is and what to do") {
    const core::Finding finding{core::Severity::error,
                                core::Code::unknown_key,
                                {"episode.toml", 3, 1},
                                {{"key", "titel"}, {"meant", "title"}}};
    CHECK(cli::show_finding(finding, Language::english) ==
          "episode.toml:3:1: error: unknown key \"titel\", did you mean \"title\"?");
    CHECK(cli::show_finding(finding, Language::japanese) ==
          "episode.toml:3:1: エラー: 「titel」という項目はありません。「title」ではありませんか？");
}

TEST_CASE("an error shows what was being done, outermost first") {
    core::Error error(core::Kind::failed, core::Code::disk_full, {{"path", "x"}});
    error.within(core::Code::encoding, {{"episode", "ramen"}, {"rendition", "mp3"}});
    CHECK(cli::show_error(error, Language::english).starts_with("ramen: encoding mp3: the disk is full: x"));
    CHECK(cli::show_error(error, Language::japanese)
              .starts_with("ramen: mp3 の書き出し: ディスクの空きがなく"));
}
