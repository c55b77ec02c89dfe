// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal.h"

#include <catch2/catch.hpp>

#include "pipeline/cli/report.h"
#include "pipeline/text/unicode.h"

using namespace cityfm;
using core::Json;

TEST_CASE("a table keeps within its columns by cutting the first one, in Japanese as in ASCII") {
    const std::vector<std::vector<std::string>> rows = {
        {"回", "形式", "サイズ", "長さ", "LUFS", "dBTP"},
        {"2026-11-22-a-very-long-name-that-somebody-gave-to-an-episode-about-ramen", "opus", "128.3 MB",
         "1:28:01", "-16.00", "-12.21"},
        {"冬の雪道はどうやって歩けばいいのか、みんなで話してみました。その二", "mp3", "1.7 MB", "01:38",
         "-16.03", "-1.81"}};
    for (const std::size_t most : {80U, 60U}) {
        for (const std::string& line : cli::show_table(rows, most)) {
            INFO(line);
            CHECK(text::width(line) <= most);
        }
    }
    const auto whole = cli::show_table(rows, cli::any_width);
    CHECK(whole[1].find("about-ramen ") != std::string::npos);
    CHECK(text::width(whole[1]) == text::width(whole[2]));
}

TEST_CASE("the time left is guessed from what is done, and not from the first moments") {
    CHECK_FALSE(cli::seconds_left(1, 0.5));
    CHECK_FALSE(cli::seconds_left(10, 0.01));
    CHECK(*cli::seconds_left(10, 0.5) == Approx(10));
    CHECK(*cli::seconds_left(30, 0.75) == Approx(10));
    CHECK(*cli::seconds_left(30, 1) == Approx(0));
}

TEST_CASE("the page of a run shows what was made, published, announced and complained about") {
    cli::Terminal terminal(cli::Language::japanese, cli::Talk::quiet, false);
    const Json release = {{"renditions",
                           {{{"id", "mp3"},
                             {"bytes", 1'650'000},
                             {"duration_seconds", 98.4},
                             {"integrated_lufs", -16.001},
                             {"true_peak_dbtp", -2.2}}}}};
    const std::string page = cli::markdown_of(
        terminal,
        {{"episodes", {{{"episode", "a|b"}, {"made", true}, {"release", release}}}},
         {"targets", {{{"target", "web"}, {"puts", Json::array({1, 2})}, {"unchanged", 3}}}},
         {"announcements", {{{"id", "slack/one"}, {"status", "sent"}}, {{"id", "x/y"}, {"status", nullptr}}}},
         {"findings",
          {{{"severity", "error"}, {"file", "show.toml"}, {"line", 3}, {"message", "<b>*太字*\n"}}}}});
    CHECK(page ==
          "### cityfm\n\n"
          "| 回 | 形式 | サイズ | 長さ | LUFS | dBTP |\n|---|--:|--:|--:|--:|--:|\n"
          "| a\\|b | mp3 | 1.6 MB | 01:38 | -16.00 | -2.20 |\n\n"
          "- web: 書き込み 2 件、公開済み 3 件\n"
          "- slack/one: sent\n"
          "- ❌ `show.toml:3` &lt;b>\\*太字\\*\\\\n\n\n");
}
