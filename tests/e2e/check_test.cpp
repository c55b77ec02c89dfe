// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;
using nlohmann::json;

TEST_CASE("check gives all findings at once, with their places, and writes nothing") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::replace_in(show / "episodes/one/episode.toml", "number = 1", "numbr = 1");
    tests::replace_in(show / "episodes/two/episode.toml", "2026-11-22T20:00:00+09:00", "\"tomorrow\"");
    tests::replace_in(show / "show.toml", "Places & Travel", "Places & Travels");
    std::filesystem::remove(show / "episodes/two/voice.wav");
    const auto before = tests::digests_without_cache(show.path());
    const tests::Ran checked = tests::cityfm({"-C", show.path(), "check", "--json"});
    CHECK(checked.code == 3);
    CHECK(tests::digests_without_cache(show.path()) == before);
    const json report = json::parse(checked.out);
    std::vector<std::string> found;
    for (const json& finding : report.at("findings")) {
        found.push_back(finding.at("file").get<std::string>() + ":" +
                        std::to_string(finding.value("line", 0)) + " " +
                        finding.at("code").get<std::string>());
    }
    CHECK(found == std::vector<std::string>{
                       "episodes/one/episode.toml:6 unknown-key", "episodes/two/episode.toml:2 wrong-type",
                       "episodes/two/episode.toml:3 file-missing", "show.toml:7 unknown-category"});
}

TEST_CASE("check speaks both languages and says nothing when nothing is wrong") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const tests::Ran good = tests::cityfm({"-C", show.path(), "check", "--lang", "en"});
    CHECK(good.code == 0);
    CHECK(good.out.empty());
    CHECK(good.err == "nothing to mend\n");
    tests::replace_in(show / "episodes/one/episode.toml", "question", "qestion");
    CHECK(
        tests::cityfm({"-C", show.path(), "check", "--lang", "en"}).out.find("did you mean \"question\"?") !=
        std::string::npos);
    CHECK(tests::cityfm({"-C", show.path(), "check", "--lang", "ja"})
              .out.find("「question」ではありませんか？") != std::string::npos);
}

TEST_CASE("check of one episode leaves the others' findings out") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::replace_in(show / "episodes/two/episode.toml", "title", "titel");
    CHECK(tests::cityfm({"-C", show.path(), "check", "one"}).code == 0);
    CHECK(tests::cityfm({"-C", show.path(), "check", "two"}).code == 3);
    CHECK(tests::cityfm({"-C", show.path(), "check", "three"}).code == 2);
}

TEST_CASE("wrong use ends with 2 and says what to do instead") {
    const tests::TempFolder empty;
    const std::vector<std::vector<std::string>> wrong = {
        {"chek"},
        {"check", "--foo"},
        {"-C", empty.path(), "check"},
        {"check", "--lang", "fr"},
        {"check", "--now", "yesterday"},
        {"measure"},
        {"build", "--jobs", "0"},
    };
    for (const auto& arguments : wrong) {
        tests::Launch launch;
        launch.folder = empty.path();
        const tests::Ran ran = tests::cityfm(arguments, launch);
        INFO(arguments.back() << ": " << ran.err);
        CHECK(ran.code == 2);
        CHECK_FALSE(ran.err.empty());
        CHECK(ran.out.empty());
    }
    CHECK(tests::cityfm({"chek"}).err.find("did you mean \"check\"?") != std::string::npos);
}

TEST_CASE("on failure --json gives one document with the findings") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::write(show / "show.toml", "title = \n");
    const tests::Ran ran = tests::cityfm({"-C", show.path(), "run", "--json"});
    CHECK(ran.code == 3);
    const json report = json::parse(ran.out);
    CHECK(report.at("findings").at(0).at("code") == "toml-syntax");
    CHECK(report.at("findings").at(0).at("line") == 1);
}

TEST_CASE("measure gives the documented members, and null for silence") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "tone.wav", tests::sine(4, 1000, -20));
    tests::write_wav(folder / "silence.wav", tests::make_sound(
                                                 4, 1, [](double) { return 0.0; }, 44100));
    const tests::Ran ran = tests::cityfm({"measure", "--json", folder / "tone.wav", folder / "silence.wav"});
    CHECK(ran.code == 0);
    const json report = json::parse(ran.out).at("files");
    REQUIRE(report.size() == 2);
    for (const json& entry : report) {
        std::set<std::string> members;
        for (const auto& [name, value] : entry.items()) members.insert(name);
        CHECK(members ==
              std::set<std::string>{"file", "duration_seconds", "sample_rate", "channels", "declared_seconds",
                                    "damages", "lost_seconds", "not_numbers", "integrated_lufs", "range_lu",
                                    "true_peak_dbtp", "sample_peak_dbfs", "max_momentary_lufs",
                                    "max_short_term_lufs", "min_momentary_lufs", "min_short_term_lufs"});
    }
    CHECK(report[0].at("integrated_lufs").get<double>() == Approx(-20).margin(0.05));
    CHECK(report[0].at("sample_rate") == 48000);
    CHECK(report[1].at("integrated_lufs").is_null());
    CHECK(report[1].at("true_peak_dbtp").is_null());
    CHECK(report[1].at("channels") == 1);
}

TEST_CASE("FFmpeg's meter agrees with measure") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "a.wav", tests::speech_like(12, -4, 8));
    const tests::Ran ours = tests::cityfm({"measure", "--json", folder / "a.wav"});
    const tests::Ran theirs =
        tests::run_program({"ffmpeg", "-nostats", "-hide_banner", "-i", folder / "a.wav", "-af",
                            "ebur128=peak=true", "-f", "null", "-"});
    const std::string summary = theirs.err.substr(theirs.err.rfind("Summary:"));
    const auto figure = [&](const std::string& label) {
        return std::stod(summary.substr(summary.find(label) + label.size()));
    };
    const json report = json::parse(ours.out).at("files");
    CHECK(report[0].at("integrated_lufs").get<double>() == Approx(figure("I:")).margin(0.1));
    CHECK(report[0].at("true_peak_dbtp").get<double>() == Approx(figure("Peak:")).margin(0.1));
}

TEST_CASE("doctor finds the machine able and the show well") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const tests::Ran ran = tests::cityfm({"-C", show.path(), "doctor", "--json"});
    CHECK(ran.code == 0);
    const json report = json::parse(ran.out);
    for (const json& item : report.at("items")) {
        INFO(item.dump());
        CHECK(item.at("good").get<bool>());
    }
    tests::replace_in(show / "show.toml", "title", "titel");
    CHECK(tests::cityfm({"-C", show.path(), "doctor"}).code == 1);
}

TEST_CASE("publish --plan shows what would be written and writes nothing there") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const std::string now = tests::small_show_now;
    REQUIRE(tests::cityfm({"-C", show.path(), "build", "--now", now}).code == 0);
    const tests::Ran planned =
        tests::cityfm({"-C", show.path(), "publish", "--plan", "--first-time", "--json", "--now", now});
    CHECK(planned.code == 0);
    const json report = json::parse(planned.out);
    CHECK(report.at("targets").at(0).at("puts").back().at("path") == "feed.xml");
    CHECK_FALSE(std::filesystem::exists(show / "web"));
    REQUIRE(tests::cityfm({"-C", show.path(), "publish", "--first-time", "--now", now}).code == 0);
    CHECK(tests::digests_below(show / "web") == tests::digests_below(show / "public"));
    CHECK(tests::cityfm({"-C", show.path(), "publish", "wep", "--now", now}).code == 2);
}

TEST_CASE("announce --preview shows the body byte for byte and sends nothing") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const std::string now = tests::small_show_now;
    REQUIRE(tests::cityfm({"-C", show.path(), "build", "--now", now}).code == 0);
    const tests::Ran preview =
        tests::cityfm({"-C", show.path(), "announce", "--preview", "--json", "--now", now});
    CHECK(preview.code == 0);
    CHECK_FALSE(std::filesystem::exists(show / "sent.jsonl"));
    CHECK_FALSE(std::filesystem::exists(show / "announcements.jsonl"));
    REQUIRE(tests::cityfm({"-C", show.path(), "announce", "--now", now}).code == 0);
    const json report = json::parse(preview.out);
    const auto lines = tests::lines_of(show / "sent.jsonl");
    REQUIRE(report.at("announcements").size() == lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i)
        CHECK(report.at("announcements").at(i).at("body") == lines[i]);
}

TEST_CASE("with assume_public off nothing is announced before it can be heard, and the run ends with 75") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::replace_in(show / "show.toml", "assume_public = true", "assume_public = false");
    tests::replace_in(show / "show.toml", "https://radio.example.jp/", "http://127.0.0.1:9/");
    const tests::Ran ran = tests::cityfm(
        {"-C", show.path(), "run", "--first-time", "--lang", "en", "--now", tests::small_show_now});
    CHECK(ran.code == 75);
    CHECK(ran.err.find("cannot be heard yet") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(show / "sent.jsonl"));
}

TEST_CASE("cityfm alone says what to do next in this folder") {
    const tests::TempFolder folder;
    tests::Launch here;
    here.folder = folder.path();
    CHECK(tests::cityfm({"--lang", "en"}, here).out.find("cityfm new show") != std::string::npos);
    REQUIRE(tests::cityfm({"new", "show", ".", "--title", "ほしの市ラジオ", "--author", "ほしの市",
                           "--address", "https://radio.example.jp/", "--email", "radio@example.jp"},
                          here)
                .code == 0);
    CHECK(tests::cityfm({"--lang", "en"}, here).out.find("cityfm new episode") != std::string::npos);
    REQUIRE(tests::cityfm({"new", "episode", "first"}, here).code == 0);
    CHECK(tests::cityfm({"--lang", "ja"}, here).out ==
          "番組のファイルに直すところがあります: cityfm check\n");
    for (const auto& entry : std::filesystem::directory_iterator(folder / "episodes")) {
        tests::write_wav(entry.path() / "voice.wav", tests::sine(2, 440, -20));
        tests::replace_in(entry.path() / "episode.toml", "voice.m4a", "voice.wav");
    }
    const tests::Ran ready = tests::cityfm({"--json"}, here);
    CHECK(ready.code == 0);
    CHECK(json::parse(ready.out).at("next") == "cityfm run --first-time");
}

TEST_CASE("check --format github marks the line of each finding, below the show's folder") {
    const tests::TempFolder folder;
    tests::make_small_show(folder / "radio");
    tests::replace_in(folder / "radio/episodes/one/episode.toml", "number", "numbr");
    tests::Launch here;
    here.folder = folder.path();
    const tests::Ran ran =
        tests::cityfm({"-C", "radio", "check", "--format", "github", "--lang", "en"}, here);
    CHECK(ran.code == 3);
    CHECK(ran.out ==
          "::error file=radio/episodes/one/episode.toml,line=6,col=1,title=unknown-key::unknown key "
          "\"numbr\", did you mean "
          "\"number\"?\n");
}

TEST_CASE("check --format gitlab gives a code-quality report whose fingerprints outlive moved lines") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::replace_in(show / "episodes/one/episode.toml", "number", "numbr");
    const auto report = [&] {
        const tests::Ran ran = tests::cityfm({"-C", show.path(), "check", "--format", "gitlab"});
        CHECK(ran.code == 3);
        return json::parse(ran.out);
    };
    const json first = report();
    REQUIRE(first.size() == 1);
    CHECK(first[0].at("check_name") == "unknown-key");
    CHECK(first[0].at("severity") == "major");
    CHECK(first[0].at("location").at("lines").at("begin") == 6);
    tests::replace_in(show / "episodes/one/episode.toml", "title", "\n\ntitle");
    const json moved = report();
    CHECK(moved[0].at("location").at("lines").at("begin") == 8);
    CHECK(moved[0].at("fingerprint") == first[0].at("fingerprint"));
}

TEST_CASE("next-due names the next episode and its time, in the show's zone") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    CHECK(tests::cityfm({"-C", show.path(), "next-due", "--now", "2026-11-22T00:00:00Z"}).out ==
          "2026-11-22T20:00:00+09:00  two\n");
    const tests::Ran none =
        tests::cityfm({"-C", show.path(), "next-due", "--json", "--now", "2026-11-23T00:00:00Z"});
    CHECK(none.code == 0);
    CHECK(json::parse(none.out).at("next_due").is_null());
}

TEST_CASE("a recording over 100 MB that git would take in is a hint, unless git ignores it or LFS takes it") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::write_wav(show / "episodes/one/voice.wav",
                     tests::make_sound(290, 2, [](double t) { return t / 300; }));
    const auto check = [&](const std::string& language) {
        const tests::Ran ran = tests::cityfm({"-C", show.path(), "check", "--lang", language});
        CHECK(ran.code == 0);
        return ran.out;
    };
    CHECK(check("en").find("100 MB") == std::string::npos);  // no git here
    REQUIRE(tests::run_program({"git", "init", "-q", show.path()}).code == 0);
    REQUIRE(tests::run_program({"git", "-C", show.path(), "add", "show.toml"}).code == 0);
    // A stranger's work tree names a program that git would run.
    const std::string program = "touch '" + (show / "was-run").string() + "'; false";
    REQUIRE(tests::run_program({"git", "-C", show.path(), "config", "core.fsmonitor", program}).code == 0);
    CHECK(check("en").find("episodes/one/episode.toml:3:9: hint: episodes/one/voice.wav has 111 MB") !=
          std::string::npos);
    CHECK_FALSE(std::filesystem::exists(show / "was-run"));
    CHECK(check("ja").find("GitHub は 100 MB を超えるファイルを受け付けません") != std::string::npos);
    tests::write(show / ".gitignore", "*.wav\n");
    CHECK(check("en").find("100 MB") == std::string::npos);
    std::filesystem::remove(show / ".gitignore");
    tests::write(show / ".gitattributes", "*.wav filter=lfs diff=lfs merge=lfs -text\n");
    CHECK(check("en").find("100 MB") == std::string::npos);
}

TEST_CASE("what is missing only because it could not be read is not told again") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    std::filesystem::remove_all(show / "episodes/two");
    tests::write(show / "episodes/one/episode.toml", "title = \n");
    const json broken = json::parse(tests::cityfm({"-C", show.path(), "check", "--json"}).out);
    REQUIRE(broken.at("findings").size() == 1);
    CHECK(broken.at("findings").at(0).at("code") == "toml-syntax");
    tests::write(show / "episodes/one/episode.toml", tests::episode_toml("題", "2026-11-22T08:00:00+09:00"));
    tests::replace_in(show / "episodes/one/episode.toml", "voice.wav", "../voice.wav");
    const json outside = json::parse(tests::cityfm({"-C", show.path(), "check", "--json"}).out);
    REQUIRE(outside.at("findings").size() == 1);
    CHECK(outside.at("findings").at(0).at("code") == "path-leaves-show");
}
