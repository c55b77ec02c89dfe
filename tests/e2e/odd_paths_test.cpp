// SPDX-License-Identifier: MIT
#include <tinyxml2.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <tuple>

#include "pipeline/core/format.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using nlohmann::json;
using std::filesystem::path;

namespace {

/// A name as it is and as TOML writes it.
struct OddName {
    std::string name;
    std::string in_toml;
};

const std::vector<OddName>& odd_names() {
    static const std::vector<OddName> names = {
        {"with spaces", "with spaces"},      {"it's", "it's"},
        {"the \"best\"", R"(the \"best\")"}, {"🎙", "🎙"},
        {"two\nlines", R"(two\nlines)"},
    };
    return names;
}

/// The small show with its second episode alone.
void make_one_episode(const path& show) {
    tests::make_small_show(show);
    std::filesystem::remove_all(show / "episodes/one");
}

/// Runs cityfm as somebody whom permissions stop, unlike root.
class OrdinaryUser {
  public:
    explicit OrdinaryUser(path show) : show_(std::move(show)) {
        if (::geteuid() != 0) return;
        REQUIRE(tests::run_program({"chown", "-R", "65534:65534", show_}).code == 0);
        as_ = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
        if (run({"test", "-x", command_}).code == 0) return;
        REQUIRE(tests::run_program({"chown", "65534:65534", bin_.path()}).code == 0);
        command_ = bin_ / "cityfm";
        std::filesystem::copy_file(CITYFM_COMMAND, command_);
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;
    /// Else the folder could not be removed.
    ~OrdinaryUser() { tests::run_program({"chmod", "-R", "u+rwX", show_}); }

    tests::Ran cityfm(const std::string& language) const {
        return run({command_, "-C", show_, "run", "--first-time", "--lang", language, "--now",
                    tests::small_show_now});
    }

  private:
    tests::Ran run(const std::vector<std::string>& words) const {
        std::vector<std::string> all = as_;
        all.insert(all.end(), words.begin(), words.end());
        return tests::run_program(all);
    }

    path show_;
    tests::TempFolder bin_;
    std::string command_ = CITYFM_COMMAND;
    std::vector<std::string> as_;
};

}  // namespace

TEST_CASE("a show works in a folder of any name, and its output stays well-formed") {
    const tests::TempFolder plain;
    make_one_episode(plain.path());
    REQUIRE(tests::cityfm_on(plain.path(), "en", {"run"}).code == 0);
    for (const OddName& odd : odd_names()) {
        const tests::TempFolder folder;
        const path show = folder / odd.name;
        make_one_episode(show);
        for (const std::string language : {"en", "ja"}) {
            const tests::Ran ran = tests::cityfm_on(show, language, {"run", "--json"});
            INFO(odd.name << ", " << language << ": " << ran.err);
            REQUIRE(ran.code == 0);
            CHECK(json::parse(ran.out).at("episodes").size() == 1);
            CHECK(tests::what_is_out(show) == tests::what_is_out(plain.path()));
            tinyxml2::XMLDocument feed;
            CHECK(feed.LoadFile((show / "public/feed.xml").c_str()) == tinyxml2::XML_SUCCESS);
        }
        tests::Launch launch;
        launch.folder = show;
        CHECK(tests::cityfm({"check"}, launch).code == 0);
        CHECK(json::parse(tests::cityfm({"doctor", "--json"}, launch).out).contains("items"));
    }
}

TEST_CASE("a recording may have any name, and one that is missing is told on one line") {
    for (const OddName& odd : odd_names()) {
        const tests::TempFolder show;
        make_one_episode(show.path());
        const path file = show / ("episodes/two/" + odd.name + ".wav");
        tests::replace_in(show / "episodes/two/episode.toml", "voice.wav", odd.in_toml + ".wav");
        for (const std::string language : {"en", "ja"}) {
            const tests::Ran missing = tests::cityfm_on(show.path(), language, {"check"});
            INFO(odd.name << ", " << language << ": " << missing.out);
            CHECK(missing.code == 3);
            CHECK(tests::holds(missing.out, "episodes/two/episode.toml:3:9: "));
            CHECK(std::count(missing.out.begin(), missing.out.end(), '\n') == 1);
            const tests::Ran report = tests::cityfm_on(show.path(), language, {"check", "--json"});
            CHECK(json::parse(report.out).at("findings").at(0).at("args").at("path") ==
                  "episodes/two/" + odd.name + ".wav");
        }
        std::filesystem::rename(show / "episodes/two/voice.wav", file);
        const tests::Ran ran = tests::cityfm_on(show.path(), "en", {"run"});
        INFO(odd.name << ": " << ran.err);
        CHECK(ran.code == 0);
        const json release = json::parse(tests::read(show / "episodes/two/release.json"));
        CHECK(release.at("inputs").contains(odd.name + ".wav"));
    }
}

TEST_CASE("a name out of a file cannot steer the terminal") {
    const tests::TempFolder show;
    make_one_episode(show.path());
    tests::replace_in(show / "episodes/two/episode.toml", "voice.wav", R"(\u001b[2J.wav)");
    for (const std::string language : {"en", "ja"}) {
        const tests::Ran ran = tests::cityfm_on(show.path(), language, {"run"});
        CHECK(ran.code == 3);
        CHECK_FALSE(tests::holds(ran.err, "\x1b"));
        CHECK(tests::holds(ran.err, R"(episodes/two/\u001B[2J.wav)"));
    }
}

TEST_CASE("an episode's folder of another name is told with one that fits, and nothing that is out is lost") {
    const std::vector<std::array<std::string, 3>> rows = {
        {"with spaces", "with spaces", "with-spaces"},
        {"it's", "it's", "it-s"},
        {"the \"best\"", "the \"best\"", "the-best"},
        {"🎙", "🎙", "2026-11-22"},
        {"ラーメン", "ラーメン", "2026-11-22"},
        {"two\nlines", R"(two\nlines)", "two-lines"},
        {"Two", "Two", "two"},
        {"-two", "-two", "two"},
    };
    const tests::GoodShow good;
    for (const auto& [name, shown, proposed] : rows) {
        const tests::TempFolder show;
        good.copy_to(show.path());
        std::filesystem::rename(show / "episodes/two", show / ("episodes/" + name));
        for (const std::string language : {"en", "ja"}) {
            const tests::Ran ran = tests::cityfm_on(show.path(), language, {"run"});
            INFO(name << ", " << language << ": " << ran.err);
            CHECK(ran.code == 3);
            CHECK(tests::holds(
                ran.err,
                language == "en"
                    ? core::format("episodes/{0}: error: the folder name \"{0}\" may hold only a-z, 0-9 and "
                                   "dashes; rename it to \"{1}\"\n",
                                   shown, proposed)
                    : core::format("episodes/{0}: エラー: フォルダ名「{0}」に使えるのは "
                                   "a-z、0-9、ハイフンだけです。「{1}」に変えてください\n",
                                   shown, proposed)));
            CHECK(tests::cityfm_on(show.path(), language, {"check", "--", name}).code == 3);
            CHECK(tests::what_is_out(show.path()) == tests::what_is_out(good.folder()));
        }
    }
}

TEST_CASE("a path that leaves its folder is told, and nothing that is out is lost") {
    struct Row {
        std::string file;
        std::string key;
        std::string from;
        std::string found;
        std::string place;
    };
    const std::vector<Row> rows = {
        {"episodes/two/episode.toml", "audio", "voice.wav", "../one/voice.wav", "3:9"},
        {"episodes/two/episode.toml", "audio", "voice.wav", "a/../../../cover.png", "3:9"},
        {"episodes/two/episode.toml", "audio", "voice.wav", "/etc/hostname", "3:9"},
        {"episodes/one/episode.toml", "transcript", "t.vtt", "../../t.vtt", "7:14"},
        {"show.toml", "cover", "cover.png", "../cover.png", "8:9"},
    };
    const tests::GoodShow good;
    for (const Row& row : rows) {
        const tests::TempFolder show;
        good.copy_to(show.path());
        tests::replace_in(show / row.file, "\"" + row.from, "\"" + row.found);
        for (const std::string language : {"en", "ja"}) {
            const tests::Ran ran = tests::cityfm_on(show.path(), language, {"run"});
            INFO(row.found << ", " << language << ": " << ran.err);
            CHECK(ran.code == 3);
            const std::string place = row.file + ":" + row.place;
            CHECK(tests::holds(
                ran.err,
                language == "en"
                    ? place + ": error: \"" + row.key + "\" is \"" + row.found +
                          "\", which is outside its folder. Copy the file in and name it without ../\n"
                    : place + ": エラー: 「" + row.key + "」の「" + row.found +
                          "」はフォルダの外を指しています。ファイルを中へコピーし、../ "
                          "なしで書いてください\n"));
            CHECK(tests::what_is_out(show.path()) == tests::what_is_out(good.folder()));
        }
    }
}

TEST_CASE("a recording may be a link to another disk; one that leads nowhere is told") {
    const tests::TempFolder disk;
    const tests::TempFolder show;
    make_one_episode(show.path());
    const path recording = show / "episodes/two/voice.wav";
    for (const std::string nowhere : {"voice.wav", "/nowhere/voice.wav"}) {
        std::filesystem::rename(recording, disk / "voice.wav");
        std::filesystem::create_symlink(nowhere, recording);
        for (const std::string language : {"en", "ja"}) {
            const tests::Ran ran = tests::cityfm_on(show.path(), language, {"run"});
            INFO(nowhere << ", " << language << ": " << ran.err);
            CHECK(ran.code == 3);
            CHECK(tests::holds(ran.err, "episodes/two/episode.toml:3:9: "));
            CHECK(tests::holds(ran.err, language == "en" ? "voice.wav is not there. Copy it in"
                                                         : "voice.wav がありません。コピーするか"));
        }
        std::filesystem::remove(recording);
        std::filesystem::rename(disk / "voice.wav", recording);
    }
    std::filesystem::rename(recording, disk / "voice.wav");
    std::filesystem::create_symlink(disk / "voice.wav", recording);
    const auto before = tests::digests_below(disk.path());
    CHECK(tests::cityfm_on(show.path(), "en", {"run"}).code == 0);
    CHECK(tests::digests_below(disk.path()) == before);
    CHECK(std::filesystem::is_symlink(recording));
}

TEST_CASE("without a show the place looked at is named, and how to make one; nothing is written") {
    const tests::TempFolder folder;
    tests::write(folder / "a file", "");
    std::filesystem::create_directories(folder / "empty");
    const std::vector<std::pair<std::string, std::vector<std::string>>> rows = {
        {"no show here", {}},
        {"a folder without show.toml", {"-C", folder / "empty"}},
        {"a path that is not there", {"-C", folder / "nowhere"}},
        {"a file", {"-C", folder / "a file"}},
    };
    for (const auto& [name, where] : rows) {
        for (const std::string command : {"check", "build", "run", "publish", "announce", "next-due"}) {
            for (const std::string language : {"en", "ja"}) {
                std::vector<std::string> arguments = where;
                arguments.insert(arguments.end(), {command, "--lang", language});
                tests::Launch launch;
                launch.folder = folder / "empty";
                const tests::Ran ran = tests::cityfm(arguments, launch);
                INFO(name << ", " << command << ", " << language << ": " << ran.err);
                CHECK(ran.code == 2);
                CHECK(tests::holds(ran.err, where.empty() ? (folder / "empty").string() : where[1]));
                CHECK(tests::holds(ran.err, "cityfm new show"));
                CHECK(tests::holds(ran.err,
                                   language == "en" ? "no show.toml in " : "に show.toml がありません"));
                CHECK(ran.out.empty());
            }
        }
    }
    CHECK(tests::digests_below(folder.path()).size() == 1);
    CHECK(std::filesystem::is_empty(folder / "empty"));
}

TEST_CASE("what an ordinary user may not use is named, and nothing that is out is lost") {
    using std::filesystem::perms;
    const tests::GoodShow good;
    const auto retitle = [](const path& show) {
        tests::replace_in(show / "episodes/two/episode.toml", "ふたつめ", "直したタイトル");
    };
    const auto lock_up = [](const path& place) {
        REQUIRE(tests::run_program({"chmod", "-R", "a-w", place}).code == 0);
    };
    struct Row {
        std::string name;
        std::function<void(const path&)> harm;
        std::string place;
        int code = 1;
    };
    const std::vector<Row> rows = {
        {"read-only public/", [&](const path& show) { retitle(show), lock_up(show / "public"); },
         "/public/feed.json"},
        {"read-only .cityfm", [&](const path& show) { retitle(show), lock_up(show / ".cityfm"); },
         "/.cityfm/lock"},
        {"read-only show without .cityfm",
         [&](const path& show) {
             std::filesystem::remove_all(show / ".cityfm");
             lock_up(show);
         },
         "/.cityfm"},
        {"read-only store",
         [&](const path& show) {
             std::filesystem::remove(show / "episodes/two/release.json");
             std::filesystem::remove_all(show / ".cityfm/store");
             std::filesystem::create_directory(show / ".cityfm/store");
             lock_up(show / ".cityfm/store");
         },
         "/.cityfm/store/scratch"},
        {"an episode's folder that cannot be entered",
         [](const path& show) { std::filesystem::permissions(show / "episodes/two", perms::none); },
         "episodes/two", 3},
        {"episodes/ that cannot be entered",
         [](const path& show) { std::filesystem::permissions(show / "episodes", perms::none); }, "episodes",
         3},
    };
    for (const Row& row : rows) {
        const tests::TempFolder show;
        good.copy_to(show.path());
        const OrdinaryUser user(show.path());
        row.harm(show.path());
        const std::string named = (row.place[0] == '/' ? show.path().string() : "") + row.place;
        for (const std::string language : {"en", "ja"}) {
            const tests::Ran ran = user.cityfm(language);
            INFO(row.name << ", " << language << ": " << ran.err);
            CHECK(ran.code == row.code);
            CHECK(tests::holds(ran.err, language == "en"
                                            ? "no right to use " + named +
                                                  ": Permission denied. Change "
                                                  "the folder's owner or rights\n"
                                            : named + " を使う権限がありません（Permission denied"
                                                      "）。フォルダの所有者か権限を変えてください\n"));
            CHECK(tests::what_is_out(show.path()) == tests::what_is_out(good.folder()));
        }
    }
}

TEST_CASE("a link out of the show publishes nothing but a recording's sound") {
    const tests::TempFolder outside;
    tests::write(outside / "private.md", "秘密の文章");
    tests::write(outside / "private.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n秘密の文章\n");
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    std::filesystem::copy_file(show / "cover.png", outside / "cover.png");
    for (const auto& [inside, target, key] : {std::tuple("episodes/one/notes.md", "private.md", "notes.md"),
                                              std::tuple("episodes/one/t.vtt", "private.vtt", "transcript"),
                                              std::tuple("cover.png", "cover.png", "cover")}) {
        std::filesystem::rename(show / inside, show / "kept");
        std::filesystem::create_symlink(outside / target, show / inside);
        const tests::Ran ran = tests::cityfm_on(show.path(), "en", {"run"});
        INFO(inside << ": " << ran.err);
        CHECK(ran.code == 3);
        CHECK(ran.err.find("\"" + std::string(key) + "\" is \"" + inside +
                           "\", which is outside its folder") != std::string::npos);
        for (const auto& [file, digest] : tests::digests_below(show / "public"))
            CHECK_FALSE(tests::holds(tests::read(show / "public" / file), "秘密の文章"));
        CHECK_FALSE(tests::holds(tests::read(show / "sent.jsonl"), "lobby/one"));
        // A link that stays inside is nobody's secret.
        std::filesystem::remove(show / inside);
        std::filesystem::create_symlink(show / "kept", show / inside);
        CHECK(tests::cityfm_on(show.path(), "en", {"check"}).code == 0);
        std::filesystem::remove(show / inside);
        std::filesystem::rename(show / "kept", show / inside);
    }
}
