// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "pipeline/core/shell.h"
#include "pipeline/text/printable.h"
#include "pipeline/text/unicode.h"
#include "tests/e2e/channels.h"
#include "tests/pipeline/media/id3_bytes.h"
#include "tests/pipeline/media/tagged.h"
#include "tests/support/servers/http_server.h"

using namespace cityfm;
using nlohmann::json;

namespace {

/// What a stranger writes to own a terminal: a window's title, a line written over, a colour by one raw byte,
/// text that runs backwards, and a line that GitHub obeys.
const std::string raw =
    "A\x1B]0;owned\x07\rB\x9B"
    "31mC\u202ED\n::error file=x::forged";
/// The same of valid UTF-8, which TOML and JSON need.
const std::string valid = "A\x1B]0;owned\x07\rB\u009B31mC\u202ED\n::error file=x::forged";
/// What XML may hold of it.
const std::string of_xml = "B\u009B31mC\u202ED\n::error file=x::forged";
/// What a word of a command line may hold; a name of a file as well.
const std::string word = raw;

/// The text as JSON and TOML quote it, the latter without an escape of its own for DEL.
std::string quoted(const std::string& text) {
    return json(text).dump(-1, ' ', true);
}

/// What of an output a terminal, or GitHub, would obey; empty for nothing.
std::string obeyed(const std::string& output) {
    std::string found;
    if (!text::is_utf8(output)) found += "not UTF-8; ";
    if (text::printable_lines(output) != output) found += "controls: " + text::printable(output) + "; ";
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t start = line.find_first_not_of(" \t");
        if (start != std::string::npos && line.substr(start).starts_with("::error file=x::"))
            found += "forged; ";
    }
    return found;
}

/// Checks both outputs of a run, and gives it.
tests::Ran checked(tests::Ran ran) {
    INFO("stdout: " + text::printable(ran.out));
    INFO("stderr: " + text::printable(ran.err));
    CHECK(obeyed(ran.out) == "");
    CHECK(obeyed(ran.err) == "");
    return ran;
}

/// The same run for people, for programs, on GitHub and on GitLab.
void check_everywhere(const std::vector<std::string>& arguments, const std::filesystem::path& folder = ".") {
    const tests::TempFolder scratch;
    std::vector<std::string> as_json = arguments;
    as_json.insert(as_json.begin(), "--json");
    tests::Launch launch;
    launch.folder = folder;
    checked(tests::cityfm(arguments, launch));
    const tests::Ran document = checked(tests::cityfm(as_json, launch));
    if (!document.out.empty()) CHECK(json::accept(document.out));
    launch.environment = {"GITHUB_ACTIONS=true", "GITHUB_STEP_SUMMARY=" + (scratch / "page").string()};
    const tests::Ran on_github = checked(tests::cityfm(arguments, launch));
    for (const std::string& output : {on_github.out, on_github.err}) {
        CHECK(output.find("##[") == std::string::npos);
        CHECK(output.find("\n  ::error") == std::string::npos);
    }
    if (std::filesystem::exists(scratch / "page")) CHECK(obeyed(tests::read(scratch / "page")) == "");
    launch.environment = {"GITLAB_CI=true"};
    checked(tests::cityfm(arguments, launch));
}

/// Runs a command of cityfm's on a terminal of its own and gives what that would get.
std::string on_terminal(const tests::TempFolder& folder, const std::vector<std::string>& arguments) {
    std::string command = CITYFM_COMMAND;
    for (const std::string& argument : arguments) command += " " + core::shell_quoted(argument);
    tests::write(folder / "command", command);
    tests::Launch launch;
    launch.folder = folder.path();
    launch.environment = {"LANG=C.UTF-8", "TERM=xterm"};
    return tests::run_program({"script", "-qec", "sh command", "/dev/null"}, launch).out;
}

void check_on_terminal(const std::string& output) {
    INFO(text::printable(output));
    CHECK_FALSE(output.empty());
    for (const char* bad : {"\x1B]", "\x07",
                            "\x9B"
                            "31m",
                            "\u202E", "\u009B"})
        CHECK(output.find(bad) == std::string::npos);
}

/// An MP3 with a hostile title, and a hostile name.
std::filesystem::path hostile_sound(const tests::TempFolder& folder, const std::string& name) {
    const std::string sound = tests::read(tests::sound_file(folder, "mp3"));
    const std::string tag =
        tests::id3(4, tests::frame(4, "TIT2", "\3" + raw) + tests::frame(4, "TPE1", "\3" + raw));
    tests::write(folder / name, tag + sound);
    return folder / name;
}

std::string feed_with(const std::string& text) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>" + text +
           "</title><link>not an address " + text + "</link><language>" + text + "</language><item><title>" +
           text + "</title><guid>" + text + "</guid><pubDate>" + text + "</pubDate><enclosure url=\"" + text +
           "\" length=\"x\" type=\"" + text + "\"/></item></channel></rss>\n";
}

}  // namespace

TEST_CASE("a hostile tag or file name is shown by inspect and measure, and obeyed by nobody") {
    const tests::TempFolder folder;
    const std::filesystem::path sound = hostile_sound(folder, word + ".mp3");
    check_everywhere({"inspect", sound});
    check_everywhere({"measure", sound});
    check_everywhere({"measure", word, sound, folder / (word + "none")}, folder.path());
    check_everywhere({"measure", "::error file=x::forged.mp3"}, folder.path());
    const tests::Ran ran = tests::cityfm({"inspect", sound});
    CHECK(ran.out.find("A\\u001B]0;owned\\u0007") != std::string::npos);
    CHECK(json::parse(tests::cityfm({"inspect", sound, "--json"}).out)
              .at("files")
              .at(0)
              .at("file")
              .get<std::string>()
              .find("\x1B]0;") != std::string::npos);
}

TEST_CASE("a terminal gets our own colours and nothing of a file's") {
    const tests::TempFolder folder;
    const std::filesystem::path sound = hostile_sound(folder, "a" + raw + ".mp3");
    const std::string shown = on_terminal(folder, {"inspect", sound});
    check_on_terminal(shown);
    CHECK(shown.find("\x1B[1m") != std::string::npos);
    check_on_terminal(on_terminal(folder, {"measure", sound}));
    check_on_terminal(on_terminal(folder, {"inspect", folder / raw}));
    tests::write(folder / "feed.xml", feed_with(of_xml));
    check_on_terminal(on_terminal(folder, {"lint", "feed.xml"}));
}

TEST_CASE("a hostile feed is linted, compared and imported without its words being obeyed") {
    const tests::TempFolder folder;
    for (const std::string& text : {raw, valid, of_xml}) {
        tests::write(folder / "feed.xml", feed_with(text));
        check_everywhere({"lint", folder / "feed.xml"});
        std::filesystem::copy_file(folder / "feed.xml", folder / (word + ".xml"),
                                   std::filesystem::copy_options::overwrite_existing);
        check_everywhere({"compare", folder / (word + ".xml"), folder / "feed.xml"});
        std::filesystem::remove_all(folder / "show");
        check_everywhere({"import", folder / "feed.xml", "--into", folder / "show"});
    }
}

TEST_CASE("what a server answers is shown and not obeyed") {
    tests::HttpServer server([](const tests::Asked& asked) {
        tests::Answer answer;
        if (asked.path == "/feed.xml")
            answer.body = feed_with(of_xml);
        else if (asked.path == "/far")
            answer = {302, "", {{"Location", "gopher://\u202E\u009B/"}}, {}};
        else
            answer = {200,
                      json{{"ok", false}, {"error", valid}}.dump(),
                      {{"Content-Type", "application/json"}},
                      {}};
        return answer;
    });
    check_everywhere({"lint", server.url("/feed.xml")});
    check_everywhere({"lint", server.url("/far")});
    check_everywhere({"lint", server.url("/other")});
    tests::ChannelShow show(
        "[[channel]]\nid = \"slack\"\ntype = \"slack\"\nto = \"C0RADIO\"\ntoken_env = \"T\"\napi_base = \"" +
        server.url("/api") + "\"\n");
    show.set("T", "xoxb-1");
    CHECK(checked(show.announce()).code != 0);
    CHECK(checked(show.run({"doctor"})).code != 0);
}

TEST_CASE("hostile values of a show's files are shown and not obeyed") {
    tests::ChannelShow show("[[channel]]\nid = \"own\"\ntype = \"command\"\nto = \"post\"\n");
    tests::write(show / "post",
                 "#!/bin/sh\nprintf 'https://x.example/\\302\\233\\342\\200\\256\\033]0;x\\007\\n'\n");
    std::filesystem::permissions(show / "post", std::filesystem::perms::owner_all);
    CHECK(checked(show.announce()).code == 0);
    checked(show.run({"announce", "--status"}));
    checked(show.run({"announce", "--status", "--json"}));
    tests::replace_in(show / "show.toml", "title = \"テスト放送\"", "title = " + quoted(valid));
    tests::replace_in(show / "show.toml", "author = \"試験室\"", "author = " + quoted(valid));
    for (const std::vector<std::string>& words : {std::vector<std::string>{"check"},
                                                  {"doctor"},
                                                  {"announce", "--preview"},
                                                  {"publish", "--plan", "--first-time"},
                                                  {"build", "--plan"},
                                                  {"move", "--from", "https://old.example.jp/feed"},
                                                  {"next-due"},
                                                  {"run", "--first-time"}}) {
        std::vector<std::string> all = {"-C", show.path(), "--now", tests::small_show_now};
        all.insert(all.end(), words.begin(), words.end());
        check_everywhere(all);
    }
    tests::TempFolder scratch;
    check_on_terminal(on_terminal(scratch, {"-C", show.path(), "feed"}));
    tests::replace_in(show / "show.toml", "[announce]",
                      "preset = " + quoted(valid) + "\n" + quoted(valid) +
                          " = 1\nlanguage = " + quoted(valid) + "\n[announce]");
    tests::replace_in(show / "show.toml", "id = \"web\"", "id = " + quoted(valid));
    std::filesystem::create_directories(show / ("episodes/" + word));
    tests::write(show / ("episodes/" + word) / "episode.toml", "title = 1\n");
    for (const std::vector<std::string>& words : {std::vector<std::string>{"check"},
                                                  {"check", "--format", "gitlab"},
                                                  {"doctor"},
                                                  {"run"},
                                                  {"publish"}}) {
        std::vector<std::string> all = {"-C", show.path()};
        all.insert(all.end(), words.begin(), words.end());
        check_everywhere(all);
    }
}

TEST_CASE("a hostile word of the command line is named in the error and not obeyed") {
    const tests::TempFolder folder;
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{word},
                                               {"check", word},
                                               {"--lang", word, "check"},
                                               {"build", "--jobs", word},
                                               {"-C", word, "check"},
                                               {"--" + word},
                                               {"check", "--" + word + "=1"},
                                               {"--now", word, "check"},
                                               {"new", "show", word},
                                               {"new", word},
                                               {"completion", word},
                                               {"lint", word},
                                               {"lint", "http://" + word + "/"},
                                               {"move", "--from", word},
                                               {"measure", "--plot", word, "x.wav"},
                                               {"import", word, "--into", word}}) {
        check_everywhere(words, folder.path());
    }
}

TEST_CASE("completion offers names as they are, and none that a terminal would obey") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    std::filesystem::create_directories(show / ("episodes/o" + word));
    std::filesystem::create_directories(show / "episodes/o'$(x) é");
    const tests::Ran ran =
        checked(tests::cityfm({"completion", "words", "--", "-C", show.path(), "build", "o"}));
    CHECK(ran.out == "o'$(x) é\none\n");
}

TEST_CASE("the columns of a table are counted in what is shown") {
    const tests::TempFolder folder;
    hostile_sound(folder, "\x1B\x1B.mp3");
    hostile_sound(folder, "b.mp3");
    std::istringstream lines(
        checked(tests::cityfm(
                    {"measure", "\x1B\x1B.mp3", "b.mp3"},
                    {.folder = folder.path(), .environment = {}, .signal_after = {}, .signal_when = {}}))
            .out);
    std::string line;
    std::getline(lines, line);
    std::getline(lines, line);
    const std::size_t width = line.size();
    CHECK(line.starts_with("\\u001B\\u001B.mp3  "));
    std::getline(lines, line);
    CHECK(line.size() == width);
}
