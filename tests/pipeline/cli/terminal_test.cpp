// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal/terminal.h"
#include "pipeline/core/json.h"

#include <pty.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <utility>

#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/terminal/terminal_observer.h"
#include "pipeline/core/environment.h"
#include "pipeline/text/unicode.h"

using namespace cityfm;
using core::Json;

namespace {

/// Takes the place of stderr with a terminal of its own, and gives what was written there.
class Drawn {
  public:
    Drawn() : term_(core::variable("TERM")) {
        REQUIRE(::openpty(&master_, &slave_, nullptr, nullptr, nullptr) == 0);
        before_ = ::dup(STDERR_FILENO);
        ::dup2(slave_, STDERR_FILENO);
        ::setenv("TERM", "xterm", 1);
    }
    Drawn(const Drawn&) = delete;
    Drawn& operator=(const Drawn&) = delete;
    ~Drawn() {
        restore();
        ::close(master_);
    }

    /// Less than a terminal keeps by itself: 4 kB.
    std::string take() {
        restore();
        std::string all;
        std::array<char, 4096> part{};
        // It ends with an error, since nobody writes any more.
        for (ssize_t got = 0; (got = ::read(master_, part.data(), part.size())) > 0;)
            all.append(part.data(), static_cast<std::size_t>(got));
        return all;
    }

  private:
    void restore() {
        if (before_ < 0) return;
        ::dup2(before_, STDERR_FILENO);
        ::close(std::exchange(before_, -1));
        ::close(slave_);
        ::setenv("TERM", term_.c_str(), 1);
    }

    std::string term_;
    int master_ = -1;
    int slave_ = -1;
    int before_ = -1;
};

}  // namespace

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

TEST_CASE("steps that go on at the same time are drawn once a percent each") {
    Drawn drawn;
    {
        cli::Terminal terminal(cli::Language::english, cli::Talk::normal, false);
        REQUIRE(terminal.draws());
        cli::TerminalObserver progress(terminal, {});
        const core::Work one{core::Code::mastering, {{"episode", "one"}, {"rendition", ""}}};
        const core::Work two{core::Code::mastering, {{"episode", "two"}, {"rendition", ""}}};
        progress.started(one);
        progress.started(two);
        for (int i = 0; i < 10; ++i) {
            progress.advanced(one, 0.501 + i * 0.0001);
            progress.advanced(two, 0.301 + i * 0.0001);
        }
    }
    const std::string shown = drawn.take();
    INFO(shown);
    std::size_t lines = 0;
    for (std::size_t at = 0; (at = shown.find("\r\033[K", at)) != std::string::npos; ++at) ++lines;
    // Twice begun, twice a new percent, and taken away.
    CHECK(lines == 5);
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
