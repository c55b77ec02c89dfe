// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <regex>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/servers/old_host.h"
#include "tests/support/servers/scripted_server.h"
#include "tests/support/services/services_slack.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;

namespace {

/// The contents of the fenced blocks of a kind.
std::vector<std::vector<std::string>> blocks(const std::string& readme, const std::string& kind) {
    std::vector<std::vector<std::string>> found;
    bool inside = false;
    for (const std::string& line : tests::lines_of(std::filesystem::path(CITYFM_SOURCE) / readme)) {
        if (!inside && line == "```" + kind) {
            inside = true;
            found.emplace_back();
        } else if (inside && line == "```") {
            inside = false;
        } else if (inside) {
            found.back().push_back(line);
        }
    }
    return found;
}

/// Days that depend on when the example is run and blanks that depend on the width of what stands beside
/// them, made equal.
std::string comparable(const std::string& text) {
    const std::string days = std::regex_replace(text, std::regex("\\d{4}-\\d{2}-\\d{2}"), "DAY");
    return std::regex_replace(days, std::regex("[ \n]+"), " ");
}

struct Readme {
    const char* file;
    const char* locale;
};

constexpr Readme readmes[] = {{"README.md", "LANG=en_US.UTF-8"}, {"README.ja.md", "LANG=ja_JP.UTF-8"}};

}  // namespace

TEST_CASE("the consoles in the READMEs print what they show") {
    for (const Readme& readme : readmes) {
        const tests::TempFolder folder;
        tests::write_wav(folder / "in.wav", tests::speech_like(3, -12));
        REQUIRE(tests::run_program(
                    {"ffmpeg", "-v", "error", "-i", folder / "in.wav", "-c:a", "aac", folder / "voice.m4a"})
                    .code == 0);
        const auto consoles = blocks(readme.file, "console");
        REQUIRE(consoles.size() == 1);
        std::filesystem::create_directory(folder / "bin");
        std::filesystem::create_symlink(CITYFM_COMMAND, folder / "bin/cityfm");
        std::string script = "set -e\nexec 2>&1\n";
        std::string answers;
        std::vector<std::string> shown;
        for (const std::string& line : consoles[0]) {
            const std::string sign = line.find("？ ") != std::string::npos ? "？ " : "? ";
            const std::size_t asked = line.find(sign);
            if (line.starts_with("$ cityfm new show")) {
                script += "script -qec '" + line.substr(2) + "' /dev/null <answers\n";
            } else if (line.starts_with("$ ")) {
                script += line.substr(2) + "\n";
            } else if (asked != std::string::npos) {
                shown.push_back(line.substr(0, asked + sign.size()));
                answers += line.substr(asked + sign.size()) + "\n";
            } else {
                shown.push_back(line);
            }
        }
        tests::write(folder / "answers", answers);
        tests::Launch launch;
        launch.folder = folder.path();
        launch.environment = {readme.locale, "PATH=" + (folder / "bin").string() + ":" + std::getenv("PATH")};
        const tests::Ran ran = tests::run_program({"sh", "-c", script}, launch);
        INFO(readme.file << "\n" << ran.out);
        CHECK(ran.code == 0);
        REQUIRE(shown.size() >= 8);
        for (const std::string& line : shown)
            CHECK(comparable(ran.out).find(comparable(line)) != std::string::npos);
    }
}

TEST_CASE("the episode in four lines passes check in both READMEs") {
    for (const Readme& readme : readmes) {
        const auto examples = blocks(readme.file, "toml");
        REQUIRE(examples.size() == 2);
        CHECK(examples[0].size() == 4);
        const tests::TempFolder show;
        tests::make_small_show(show.path());
        std::string toml;
        for (const std::string& line : examples[0]) toml += line + "\n";
        tests::write(show / "episodes/ramen/episode.toml", toml);
        std::filesystem::copy_file(show / "episodes/one/voice.wav", show / "episodes/ramen/voice.m4a");
        const tests::Ran checked = tests::cityfm({"-C", show.path(), "check"});
        INFO(checked.out);
        CHECK(checked.code == 0);
    }
}

TEST_CASE("the two feeds in both READMEs pass check once the guid is put in, and are written") {
    for (const Readme& readme : readmes) {
        const auto examples = blocks(readme.file, "toml");
        REQUIRE(examples.size() == 2);
        const tests::TempFolder show;
        tests::make_small_show(show.path());
        std::string toml = tests::read(show / "show.toml") + "\n";
        for (const std::string& line : examples[1]) toml += line + "\n";
        tests::write(show / "show.toml", toml);
        tests::replace_in(show / "show.toml", "guid      = \"…\"",
                          "guid = \"917393e3-1b1e-5cef-ace4-edaa54e1f810\"");
        const std::string now = tests::small_show_now;
        const tests::Ran built = tests::cityfm({"-C", show.path(), "--now", now, "build"});
        INFO(built.err);
        CHECK(built.code == 0);
        const std::string feed = tests::read(show / "public/opus.xml");
        CHECK(feed.find("type=\"audio/ogg; codecs=opus\"") != std::string::npos);
        CHECK(tests::read(show / "public/feed.xml")
                  .find("<enclosure url=\"https://radio.example.jp/media/one") != std::string::npos);
    }
}

TEST_CASE("every command of the READMEs exists, and every command stands in them") {
    const tests::Ran help = tests::cityfm({"--help"});
    REQUIRE(help.code == 0);
    const std::string list = help.out.substr(help.out.find("Subcommands:"));
    std::vector<std::string> commands;
    const std::regex row("\n  ([a-z-]+) ");
    for (std::sregex_iterator it(list.begin(), list.end(), row), end; it != end; ++it)
        commands.push_back((*it)[1]);
    REQUIRE(commands.size() >= 8);
    for (const Readme& readme : readmes) {
        const std::string text = tests::read(std::filesystem::path(CITYFM_SOURCE) / readme.file);
        for (const std::string& command : commands) {
            INFO(readme.file << ": " << command);
            CHECK(text.find("`cityfm " + command) != std::string::npos);
        }
    }
}

TEST_CASE("the READMEs' two commands of moving house bring a show") {
    const tests::OldHost host;
    for (const Readme& readme : readmes) {
        const tests::TempFolder folder;
        std::filesystem::create_directory(folder / "bin");
        std::filesystem::create_symlink(CITYFM_COMMAND, folder / "bin/cityfm");
        std::string script = "set -e\n";
        for (const auto& block : blocks(readme.file, "sh")) {
            if (block.empty() || !block.front().starts_with("cityfm import")) continue;
            for (const std::string& line : block) {
                script += std::regex_replace(line, std::regex("https://anchor[^ ]*"),
                                             host.feed() + " --allow-private") +
                          "\n";
            }
        }
        REQUIRE(script.size() > 100);
        tests::write(folder / "script", script);
        tests::Launch launch;
        launch.folder = folder.path();
        launch.environment = {"PATH=" + (folder / "bin").string() + ":/usr/bin:/bin", readme.locale};
        const tests::Ran ran = tests::run_program({"sh", "script"}, launch);
        INFO(ran.out << ran.err);
        CHECK(ran.code == 0);
        CHECK(ran.out.find("https://radio.example.jp/feed.xml") != std::string::npos);
        CHECK(std::filesystem::exists(folder / "my-radio/episodes/2025-06-01-1-ramen/release.json"));
    }
}

TEST_CASE("who follows the READMEs' ten steps from an empty folder announces in Slack, once") {
    for (const Readme& readme : readmes) {
        INFO(readme.file);
        tests::SlackService slack;
        tests::ScriptedServer server(slack);
        const tests::TempFolder home;
        std::filesystem::create_directory(home / "bin");
        std::filesystem::create_symlink(CITYFM_COMMAND, home / "bin/cityfm");
        tests::write_wav(home / "voice.wav", tests::speech_like(3, -12));
        tests::Launch launch;
        launch.folder = home.path();
        launch.environment = {"PATH=" + (home / "bin").string() + ":/usr/bin:/bin", readme.locale,
                              "HOME=" + home.path().string()};
        const auto run = [&](const std::string& script) {
            const tests::Ran ran = tests::run_program({"sh", "-ec", script}, launch);
            INFO(script << "\n" << ran.out << ran.err);
            CHECK(ran.code == 0);
            return ran.out + ran.err;
        };
        run("cityfm new show my-radio --title ほしの市 --author 市役所 --address https://radio.example.jp/ "
            "--email "
            "radio@example.jp");
        launch.folder = home / "my-radio";
        run("cityfm new episode ramen --title ラーメン --question どこ？ --audio ../voice.wav --date now; "
            "cityfm build");
        tests::replace_in(home / "my-radio/show.toml", "[announce]", "[announce]\nassume_public = true");

        run("cityfm new slack");
        // The app that the manifest describes, and no other, asks from here on.
        slack.scopes.clear();
        for (const std::string& line : tests::lines_of(home / "my-radio/slack-manifest.yml")) {
            if (line.starts_with("      - ")) slack.scopes.insert(line.substr(8, line.find(' ', 8) - 8));
        }
        CHECK(tests::read(home / "my-radio/slack-manifest.yml").find("name: \"ほしの市\"") !=
              std::string::npos);
        const auto shell = blocks(readme.file, "sh slack");
        const auto toml = blocks(readme.file, "toml slack");
        REQUIRE(shell.size() == 1);
        REQUIRE(toml.size() == 1);
        std::string script;
        for (const std::string& line : shell[0])
            script +=
                line + (line.starts_with("cat") ? " <<END\n" + std::string(slack.token) + "\nEND\n" : "\n");
        run(script);
        std::string channel = "\n";
        for (const std::string& line : toml[0]) channel += line + "\n";
        channel += "api_base = \"" + server.url("/api") + "\"\n";
        tests::write(home / "my-radio/show.toml", tests::read(home / "my-radio/show.toml") + channel);
        run("cityfm doctor");
        CHECK(server.asked_to_post() == 0);
        run("cityfm announce --preview");
        CHECK(std::filesystem::exists(home / "my-radio/.cityfm/preview/index.html"));
        CHECK(server.asked_to_post() == 0);
        run("cityfm run");
        run("cityfm run");
        CHECK(slack.live().size() == 1);
        CHECK(server.asked_to_post() == 1);
    }
}
