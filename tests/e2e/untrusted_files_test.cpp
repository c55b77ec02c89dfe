// SPDX-License-Identifier: MIT
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/good_show.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using nlohmann::json;
using std::filesystem::path;

namespace {

/// A show in a repository, after a good run, with a file beside it that nothing may touch.
class Neighbourhood {
  public:
    explicit Neighbourhood(const tests::GoodShow& good) {
        good.copy_to(show());
        tests::write(show() / ".git/config", "[core]\n");
        tests::write(temp_ / "beside/precious", "precious");
        before_ = outside();
    }

    path show() const { return temp_ / "show"; }
    path beside() const { return temp_ / "beside"; }

    /// Everything but what a run may write.
    std::map<std::string, std::string> outside() const {
        std::map<std::string, std::string> files = tests::digests_below(temp_.path());
        std::erase_if(files, [](const auto& file) {
            return file.first.starts_with("show/") && !file.first.starts_with("show/.git/");
        });
        return files;
    }

    void check_untouched() const { CHECK(outside() == before_); }

    tests::Ran run(std::vector<std::string> arguments) const {
        return tests::cityfm_on(show(), "en", std::move(arguments));
    }

  private:
    tests::TempFolder temp_;
    std::map<std::string, std::string> before_;
};

path release_of(const Neighbourhood& place) {
    return place.show() / "episodes/two/release.json";
}

/// Changes the release of the second episode.
void change_release(const Neighbourhood& place, const std::function<void(json&)>& change) {
    json release = json::parse(tests::read(release_of(place)));
    change(release);
    tests::write(release_of(place), release.dump(2) + "\n");
}

}  // namespace

TEST_CASE("a release.json that leads anywhere else is told with its line, and nothing outside is touched") {
    const tests::GoodShow& good = tests::good_show();
    const auto leads_to = GENERATE(as<std::string>{}, "../.git/config", "../../beside/precious",
                                   "/etc/passwd", "x://../.git/config");
    CAPTURE(leads_to);
    const Neighbourhood place(good);
    change_release(place, [&](json& release) { release["renditions"][0]["path"] = leads_to; });
    // Its payload is at hand under the hash that the release names.
    const tests::Ran check = place.run({"check"});
    CHECK(check.code == 3);
    CHECK(tests::holds(check.out, "episodes/two/release.json:"));
    CHECK(tests::holds(check.out, "renditions[0].path"));
    for (const std::vector<std::string>& command : {std::vector<std::string>{"build", "--again", "two"},
                                                    {"build", "--out", place.show() / "to-hear", "two"},
                                                    {"run"},
                                                    {"withdraw", "two"}}) {
        INFO(command[0]);
        const tests::Ran ran = place.run(command);
        INFO(ran.err);
        CHECK(ran.code == 3);
        place.check_untouched();
    }
    CHECK_FALSE(std::filesystem::exists(place.show() / "to-hear"));
    CHECK(tests::what_is_out(place.show()) == tests::what_is_out(good.folder()));
}

TEST_CASE("a hash or address in a release.json that is none is told") {
    const tests::GoodShow& good = tests::good_show();
    const Neighbourhood place(good);
    change_release(place, [](json& release) {
        release["renditions"][0]["sha256"] = "../../../beside/precious";
        release["renditions"][1]["bytes"] = -1;
        release["inputs"]["../../x"] = std::string(64, 'a');
        release["withdrawn"] = "\u001b[2J";
    });
    const tests::Ran check = place.run({"check"});
    CHECK(check.code == 3);
    for (const char* key : {"renditions[0].sha256", "renditions[1].bytes", "inputs.../../x", "withdrawn"})
        CHECK(tests::holds(check.out, key));
    CHECK(check.out.find('\033') == std::string::npos);
    CHECK(place.run({"run"}).code == 3);
    place.check_untouched();
}

TEST_CASE("a store that was tampered with makes nothing else public") {
    const tests::GoodShow& good = tests::good_show();
    const auto harm = GENERATE(as<std::string>{}, "wrong types", "no JSON", "another object", "huge numbers");
    CAPTURE(harm);
    const Neighbourhood place(good);
    const path store = place.show() / ".cityfm/store";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(store / "results")) {
        if (!entry.is_regular_file()) continue;
        json result = json::parse(tests::read(entry.path()));
        for (auto& [key, value] : result.items()) {
            if (harm == "wrong types") value = json::array({value});
            if (harm == "huge numbers" && value.is_number()) value = 1e300;
            if (harm == "another object" && key == "sha256") value = "../../../../../beside/precious";
        }
        tests::write(entry.path(), harm == "no JSON" ? "\x80{" : result.dump());
    }
    std::filesystem::remove_all(place.show() / "public");
    std::filesystem::remove(release_of(place));
    const tests::Ran ran = place.run({"run"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(tests::what_is_out(place.show()) == tests::what_is_out(good.folder()));
    place.check_untouched();
}

TEST_CASE("elements of our own in foreign.xml are refused and never written") {
    const tests::GoodShow& good = tests::good_show();
    const Neighbourhood place(good);
    tests::write(place.show() / "foreign.xml",
                 "<foreign xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>\n"
                 "<itunes:new-feed-url>https://evil.example/feed.xml</itunes:new-feed-url></foreign>");
    tests::write(place.show() / "episodes/two/foreign.xml",
                 "<foreign>\n\n<enclosure url='https://evil.example/x.mp3' length='1' type='audio/mpeg'/>"
                 "</foreign>");
    const tests::Ran check = place.run({"check"});
    CHECK(check.code == 3);
    CHECK(tests::holds(check.out, "foreign.xml:2: error: <itunes:new-feed-url>"));
    CHECK(tests::holds(check.out, "episodes/two/foreign.xml:3: error: <enclosure>"));
    CHECK(place.run({"run"}).code == 3);
    CHECK(tests::what_is_out(place.show()) == tests::what_is_out(good.folder()));
}

TEST_CASE("a ledger line that is not cityfm's is told, and nothing is posted") {
    const tests::GoodShow& good = tests::good_show();
    const auto line = GENERATE(
        as<std::string>{},
        R"({"v":1,"id":"lobby/two","key":"k","status":"sent","time":"2026-11-22T08:00:00Z","link":"javascript:x"})",
        R"({"v":1,"id":"lobby/two","key":"../k","status":"sent","time":"2026-11-22T08:00:00Z"})",
        R"({"v":1,"id":"lobby\u001b[2J","key":"k","status":"sent","time":"2026-11-22T08:00:00Z"})",
        R"({"v":1,"id":7,"key":"k","status":"sent","time":"2026-11-22T08:00:00Z"})");
    CAPTURE(line);
    const Neighbourhood place(good);
    tests::write(place.show() / "announcements.jsonl",
                 tests::read(place.show() / "announcements.jsonl") + line + "\n");
    const tests::Ran ran = place.run({"announce"});
    // All that there is was certainly sent, whatever the line may have told of.
    CHECK(ran.code == 0);
    CHECK(tests::holds(ran.err, "announcements.jsonl, line 5 cannot be read"));
    CHECK(place.run({"check"}).code == 3);
    CHECK(tests::read(place.show() / "sent.jsonl") == tests::read(good.folder() / "sent.jsonl"));
}

TEST_CASE("a text or picture that leads into .git is refused, as a link or by name") {
    const tests::GoodShow& good = tests::good_show();
    const Neighbourhood place(good);
    const path notes = place.show() / "episodes/one/notes.md";
    std::filesystem::remove(notes);
    std::filesystem::create_symlink("../../.git/config", notes);
    const tests::Ran linked = place.run({"check"});
    CHECK(linked.code == 3);
    CHECK(tests::holds(linked.out, "notes.md"));
    CHECK(tests::holds(linked.out, ".git/config"));
    std::filesystem::remove(notes);
    tests::replace_in(place.show() / "show.toml", "cover.png", ".git/cover.png");
    const tests::Ran named = place.run({"check"});
    CHECK(named.code == 3);
    CHECK(tests::holds(named.out, "show.toml:8:9: error: \"cover\" leads to .git"));
}

TEST_CASE("a FIFO, a device or a socket in the place of a file of the show is told at once") {
    const tests::GoodShow& good = tests::good_show();
    const auto file = GENERATE(as<std::string>{}, "show.toml", "cover.png", "foreign.xml",
                               "announcements.jsonl", "episodes/one/episode.toml", "episodes/one/notes.md",
                               "episodes/one/t.vtt", "episodes/one/voice.wav", "episodes/one/release.json",
                               ".cityfm/lock", "presets/podcast.toml", "sent.jsonl");
    CAPTURE(file);
    const Neighbourhood place(good);
    std::filesystem::remove(place.show() / file);
    std::filesystem::create_directories((place.show() / file).parent_path());
    REQUIRE(::mkfifo((place.show() / file).c_str(), 0600) == 0);
    const tests::Ran ran = place.run({"run"});
    INFO(ran.err);
    CHECK(ran.code < 128);
    // A lock is not read; a recording is not needed once it is released, nor the file of what was announced.
    const bool needed = file != ".cityfm/lock" && file != "sent.jsonl" && file != "episodes/one/voice.wav";
    CHECK((ran.code != 0) == needed);
}

TEST_CASE("a FIFO that is given by name is refused at once") {
    const tests::TempFolder temp;
    REQUIRE(::mkfifo((temp / "fifo").c_str(), 0600) == 0);
    for (const std::string command : {"inspect", "measure", "lint"}) {
        const tests::Ran ran = tests::cityfm({"--lang", "en", command, temp / "fifo"});
        INFO(command << ran.err);
        CHECK(ran.code == 1);
        CHECK(tests::holds(ran.err, "is not a regular file"));
    }
    const tests::GoodShow& good = tests::good_show();
    const tests::Ran feed = tests::cityfm_on(good.folder(), "en", {"feed", "-o", temp / "fifo"});
    CHECK(feed.code == 1);
    CHECK(std::filesystem::is_fifo(temp / "fifo"));
}

TEST_CASE("an episode whose file cannot be read is told and never left out") {
    const tests::GoodShow& good = tests::good_show();
    const auto what =
        GENERATE(as<std::string>{}, "nowhere", "/dev/zero", "episode.toml", "../../../show.toml");
    CAPTURE(what);
    const Neighbourhood place(good);
    const path file = place.show() / "episodes/two/episode.toml";
    std::filesystem::remove(file);
    std::filesystem::create_symlink(what, file);
    const tests::Ran check = place.run({"check"});
    CHECK(check.code == 3);
    CHECK(tests::holds(check.out, "episodes/two/episode.toml: error: "));
    CHECK(place.run({"run"}).code == 3);
    CHECK(tests::what_is_out(place.show()) == tests::what_is_out(good.folder()));
}

TEST_CASE("a channel's file that holds something else is left as it is") {
    const tests::GoodShow& good = tests::good_show();
    const auto to =
        GENERATE(as<std::string>{}, "../beside/precious", ".git/config", "show.toml", "announcements.jsonl",
                 "episodes/two/release.json", "assets/x", "../beside/ledger");
    CAPTURE(to);
    const Neighbourhood place(good);
    tests::write(place.beside() / "ledger", tests::read(place.show() / "announcements.jsonl"));
    tests::replace_in(place.show() / "show.toml", "to = \"sent.jsonl\"", "to = \"" + to + "\"");
    const auto before = tests::digests_below(place.beside());
    const std::string toml = tests::read(place.show() / "show.toml");
    std::filesystem::remove(place.show() / "announcements.jsonl");
    const tests::Ran ran = place.run({"run"});
    INFO(ran.err);
    CHECK((ran.code == 3 || ran.code == 4));
    CHECK(tests::holds(ran.err, "holds something other than announcements"));
    CHECK(tests::digests_below(place.beside()) == before);
    CHECK(tests::read(place.show() / ".git/config") == "[core]\n");
    CHECK(tests::read(place.show() / "show.toml") == toml);
}

TEST_CASE("a target among the show's own files is refused, by name and by link") {
    const tests::GoodShow& good = tests::good_show();
    const auto where = GENERATE(as<std::string>{}, ".", ".git", "./.git/hooks", "../show/.git", "public",
                                "episodes/x", ".cityfm/store", "assets", "sftp://x/y", "~/www", "link");
    CAPTURE(where);
    const Neighbourhood place(good);
    std::filesystem::create_directory_symlink(".git", place.show() / "link");
    tests::replace_in(place.show() / "show.toml", "path = \"web\"", "path = \"" + where + "\"");
    const tests::Ran ran = place.run({"run"});
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(tests::holds(ran.err, "is no place to publish to"));
    CHECK(place.run({"check"}).code == (where == "link" ? 0 : 3));
    place.check_untouched();
}

TEST_CASE("texts that are made to take all stack or time are told with their line") {
    const tests::GoodShow& good = tests::good_show();
    const Neighbourhood place(good);
    const path two = place.show() / "episodes/two";
    std::string nested = tests::read(two / "release.json");
    std::string open;
    for (int i = 0; i < 100'000; ++i) open += "{\"a\":";
    nested.insert(nested.find("\"inputs\": {") + 11,
                  "\"x\": " + open + "1" + std::string(100'000, '}') + ",");
    tests::write(two / "release.json", nested);
    std::string dotted = "\n";
    for (int i = 0; i < 100'000; ++i) dotted += "a.";
    tests::write(place.show() / "episodes/one/episode.toml", dotted + "b = 1\n");
    tests::write(two / "notes.md",
                 "x\n" + std::string(30'000, '>') + " x\n" + std::string(30'000, '[') + "\n");
    const tests::Ran check = place.run({"check"});
    CHECK(check.code == 3);
    CHECK(tests::holds(check.out, "episodes/two/release.json: error: "));
    CHECK(tests::holds(check.out, "episodes/one/episode.toml:2: error: "));
    CHECK(tests::holds(check.out, "episodes/two/notes.md:2: error: "));
}

TEST_CASE("check tells what would keep a run from writing") {
    const tests::GoodShow& good = tests::good_show();
    const Neighbourhood place(good);
    tests::write(place.show() / "announcements.jsonl", "{\"v\":1}\n");
    std::filesystem::rename(place.show() / "public", place.show() / "elsewhere");
    std::filesystem::create_directory_symlink("elsewhere", place.show() / "public");
    const tests::Ran check = place.run({"check"});
    CHECK(check.code == 3);
    CHECK(tests::holds(check.out, "announcements.jsonl"));
    CHECK(tests::holds(check.out, "public is a symbolic link"));
}
