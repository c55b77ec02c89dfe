// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <sstream>

#include "pipeline/core/shell.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;

namespace {

/// Runs a command line of cityfm's on a terminal of its own, where `typed` is typed.
tests::Ran on_terminal(const tests::TempFolder& folder, const std::string& arguments,
                       const std::string& typed) {
    tests::write(folder / "typed", typed);
    tests::Launch launch;
    launch.folder = folder.path();
    launch.environment = {"LANG=ja_JP.UTF-8", "TERM=xterm"};
    const std::string command = std::string(CITYFM_COMMAND) + " " + arguments;
    return tests::run_program({"sh", "-c", "script -qec \"$0\" /dev/null <typed", command}, launch);
}

std::vector<std::string> words_for(const tests::TempFolder& folder, std::vector<std::string> words) {
    words.insert(words.begin(), {"completion", "words", "--"});
    tests::Launch launch;
    launch.folder = folder.path();
    std::istringstream lines(tests::cityfm(words, launch).out);
    std::vector<std::string> found;
    for (std::string line; std::getline(lines, line);) found.push_back(line);
    return found;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("new show asks the four things it must know, again where an answer is none") {
    const tests::TempFolder folder;
    const tests::Ran ran =
        on_terminal(folder, "new show radio",
                    "\nほしの市ラジオ\n ほしの市 \nhoshino\nhttps://hoshino.example.jp/fm\n"
                    "nobody\nradio@hoshino.example.jp\n");
    INFO(ran.out);
    REQUIRE(ran.code == 0);
    const std::string toml = tests::read(folder / "radio/show.toml");
    CHECK(toml.find("title       = \"ほしの市ラジオ\"") != std::string::npos);
    CHECK(toml.find("author      = \"ほしの市\"") != std::string::npos);
    CHECK(toml.find("address     = \"https://hoshino.example.jp/fm/\"") != std::string::npos);
    CHECK(toml.find("owner_email = \"radio@hoshino.example.jp\"") != std::string::npos);
    CHECK(tests::cityfm({"-C", folder / "radio", "check"}).code == 0);
}

TEST_CASE("new show makes nothing when nobody goes on answering") {
    const tests::TempFolder folder;
    const tests::Ran ran = on_terminal(folder, "new show radio", "ほしの市ラジオ\n\x04");
    CHECK(ran.code != 0);
    CHECK_FALSE(std::filesystem::exists(folder / "radio"));
}

TEST_CASE("new show without a terminal names every option that is missing, and makes nothing") {
    const tests::TempFolder folder;
    tests::Launch here;
    here.folder = folder.path();
    const tests::Ran ran = tests::cityfm({"--lang", "en", "new", "show", "radio", "--title", "Radio"}, here);
    CHECK(ran.code == 2);
    CHECK(ran.err.find("--author, --address, --email") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder / "radio"));
}

TEST_CASE("an undecided address gives each show a guid of its own, and check says that it is undecided") {
    const tests::TempFolder folder;
    tests::Launch here;
    here.folder = folder.path();
    const auto make = [&](const std::string& name) {
        REQUIRE(tests::cityfm({"new", "show", name, "--title", "r", "--author", "a", "--address",
                               "https://undecided.example/", "--email", "a@example.jp"},
                              here)
                    .code == 0);
        const std::string toml = tests::read(folder / (name + "/show.toml"));
        return toml.substr(toml.find("guid"), 60);
    };
    CHECK(make("a") != make("b"));
    const tests::Ran checked = tests::cityfm({"-C", folder / "a", "check", "--lang", "en"});
    CHECK(checked.code == 0);
    CHECK(checked.out.find("nobody can subscribe yet") != std::string::npos);
}

TEST_CASE("new episode takes recording, texts and date, and refuses what is no date") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::write_wav(show / "../録音 1.WAV", tests::sine(2, 440, -20));
    const auto make = [&](std::vector<std::string> more) {
        more.insert(more.begin(),
                    {"-C", show.path(), "--lang", "en", "--now", tests::small_show_now, "new", "episode"});
        return tests::cityfm(more);
    };
    const tests::Ran made = make({"kaki", "--audio", show / "../録音 1.WAV", "--title", "柿\"の\"話",
                                  "--question", "甘い？", "--date", "2026-11-25 07:30"});
    INFO(made.err);
    REQUIRE(made.code == 0);
    const std::filesystem::path folder = show / "episodes/2026-11-25-kaki";
    const std::string toml = tests::read(folder / "episode.toml");
    CHECK(toml.find("date     = 2026-11-25T07:30:00+09:00") != std::string::npos);
    CHECK(toml.find("title    = \"柿\\\"の\\\"話\"") != std::string::npos);
    CHECK(tests::read(folder / "voice.wav") == tests::read(show / "../録音 1.WAV"));
    std::filesystem::remove(show / "../録音 1.WAV");
    CHECK(make({"now", "--date", "now"}).out.find("episodes/2026-11-22-now") != std::string::npos);
    CHECK(make({"day", "--date", "2027-01-02"}).out.find("episodes/2027-01-02-day") != std::string::npos);
    CHECK(make({"week"}).out.find("episodes/2026-11-29-week") != std::string::npos);
    for (const char* wrong : {"tomorrow", "2026-02-30", "2026-11-25 25:00", "", "20"}) {
        INFO(wrong);
        if (*wrong != '\0') CHECK(make({"bad", "--date", wrong}).code == 2);
    }
    const tests::Ran absent = make({"absent", "--audio", "nowhere.wav"});
    CHECK(absent.code == 1);
    CHECK(absent.err.find("nowhere.wav") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(show / "episodes/2026-11-29-absent/episode.toml"));
}

TEST_CASE("build --out puts what is not public yet where it can be heard") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const std::string now = "2026-11-22T12:00:00+09:00";  // "two" is due in the evening
    REQUIRE(tests::cityfm({"-C", show.path(), "build", "--now", now, "--out", show / "hear"}).code == 0);
    CHECK(std::filesystem::exists(show / "hear/two.mp3"));
    CHECK_FALSE(std::filesystem::exists(show / "hear/one.mp3"));
    REQUIRE(tests::cityfm({"-C", show.path(), "build", "one", "--now", now, "--out", show / "hear"}).code ==
            0);
    CHECK(std::filesystem::exists(show / "hear/one.opus"));
}

TEST_CASE("completion offers commands, options, their words, and the show's episodes and targets") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    CHECK(words_for(show, {"b"}) == Words{"build"});
    CHECK(words_for(show, {"new", ""}) == Words{"ci", "episode", "show", "slack"});
    CHECK(words_for(show, {"new", "ci", ""}) == Words{"github", "gitlab"});
    CHECK(words_for(show, {"build", ""}) == Words{"one", "two"});
    CHECK(words_for(show, {"build", "--again", "t"}) == Words{"two"});
    CHECK(words_for(show, {"publish", ""}) == Words{"web"});
    CHECK(words_for(show, {"--lang", ""}) == Words{"en", "ja"});
    CHECK(words_for(show, {"announce", "--pre"}) == Words{"--preview"});
    CHECK(words_for(show, {"measure", ""}).empty());
    // A broken show still completes.
    tests::write(show / "show.toml", "title =");
    CHECK(words_for(show, {"build", "o"}) == Words{"one"});
    const tests::TempFolder elsewhere;
    CHECK(words_for(elsewhere, {"build", ""}).empty());
    CHECK(words_for(elsewhere, {"-C", show.path(), "build", "o"}) == Words{"one"});
}

TEST_CASE("bash and zsh complete by the scripts that completion prints") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::write(show / "cityfm.bash", tests::cityfm({"completion", "bash"}).out);
    tests::write(show / "_cityfm", tests::cityfm({"completion", "zsh"}).out);
    tests::Launch launch;
    launch.folder = show.path();
    std::filesystem::create_symlink(CITYFM_COMMAND, show / "cityfm");
    launch.environment = {"PATH=" + show.path().string() + ":" + std::getenv("PATH"),
                          "HOME=" + show.path().string(), "TERM=dumb"};
    const tests::Ran bash = tests::run_program({"bash", "-c",
                                                "source ./cityfm.bash; COMP_WORDS=(cityfm build --again t); "
                                                "COMP_CWORD=3; _cityfm; echo \"${COMPREPLY[@]}\""},
                                               launch);
    CHECK(bash.out == "two\n");
    // Only what hands the words to the line editor is replaced: there is no line to edit here.
    const tests::Ran zsh = tests::run_program(
        {"zsh", "-f", "-c",
         "compdef() { print -r -- \"$@\"; }; compadd() { print -r -- ${(P)2}; }; _files() { print files; }; "
         "source ./_cityfm; words=(cityfm build --again t); CURRENT=4; _cityfm; "
         "words=(cityfm measure \"\"); CURRENT=3; _cityfm"},
        launch);
    INFO(zsh.err);
    CHECK(zsh.out == "_cityfm cityfm\ntwo\nfiles\n");
}
