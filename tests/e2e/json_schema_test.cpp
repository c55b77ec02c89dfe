// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;
using nlohmann::json;

namespace {

const std::string schema = CITYFM_SOURCE "/schemas/output.schema.json";

/// The documents of several runs, and what a validator that is not ours says of them.
class Documents {
  public:
    /// Runs a command with --json and keeps what it printed; gives its exit code.
    int add(std::vector<std::string> arguments, const std::string& command) {
        arguments.insert(arguments.begin(), {"--json", "--lang", "en"});
        const tests::Ran ran = tests::cityfm(arguments);
        INFO(command << ": " << ran.err);
        const json document = json::parse(ran.out);
        CHECK(document.at("version") == 1);
        CHECK(document.at("command") == command);
        add(document);
        return ran.code;
    }

    void add(const json& document) {
        files_.push_back((folder_ / (std::to_string(files_.size()) + ".json")).string());
        tests::write(files_.back(), document.dump());
    }

    tests::Ran validated() const {
        std::vector<std::string> words = {"/usr/bin/python3", CITYFM_SOURCE "/tests/support/json_schema.py",
                                          schema};
        words.insert(words.end(), files_.begin(), files_.end());
        return tests::run_program(words);
    }

  private:
    tests::TempFolder folder_;
    std::vector<std::string> files_;
};

void check_valid(const Documents& documents) {
    const tests::Ran ran = documents.validated();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
}

}  // namespace

TEST_CASE("what commands print of a show with --json is as the schema says") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const std::string at = show.path();
    Documents documents;
    CHECK(documents.add({"-C", at, "check"}, "check") == 0);
    CHECK(documents.add({"-C", at, "build", "--plan"}, "build") == 0);
    CHECK(documents.add({"-C", at, "build", "--prove"}, "build") == 0);
    CHECK(documents.add({"-C", at, "publish", "--plan", "--first-time"}, "publish") == 0);
    CHECK(documents.add({"-C", at, "announce", "--preview"}, "announce") == 0);
    CHECK(documents.add({"-C", at, "announce", "--status"}, "announce") == 0);
    CHECK(documents.add({"-C", at, "run", "--first-time"}, "run") == 0);
    CHECK(documents.add({"-C", at, "announce", "--status"}, "announce") == 0);
    CHECK(documents.add({"-C", at, "run", "--first-time"}, "run") == 0);
    CHECK(documents.add({"-C", at, "next-due"}, "next-due") == 0);
    CHECK(documents.add({"-C", at, "doctor", "--sound"}, "doctor") == 0);
    CHECK(documents.add({"-C", at}, "cityfm") == 0);
    CHECK(documents.add({"-C", at, "move"}, "move") == 0);
    CHECK(documents.add({"-C", at, "withdraw", "one", "--first-time"}, "withdraw") == 0);
    CHECK(documents.add({"-C", at, "new", "episode", "next"}, "new episode") == 0);
    CHECK(documents.add({"-C", at, "new", "slack"}, "new slack") == 0);
    tests::write(show / "ci/cityfm_0.1.0_amd64.deb", "a package");
    CHECK(documents.add({"-C", at, "new", "ci", "github"}, "new ci") == 0);
    check_valid(documents);
}

TEST_CASE("what commands print of files and feeds with --json is as the schema says") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    const std::string feed = show / "public/feed.xml";
    const json release = json::parse(tests::read(show / "episodes/one/release.json"));
    const std::string mp3 = show / "public" / release.at("renditions").at(0).at("path").get<std::string>();
    Documents documents;
    CHECK(documents.add({"measure", "--reference", mp3, show / "episodes/two/voice.wav"}, "measure") == 0);
    CHECK(documents.add({"measure", mp3, show / "nothing.wav"}, "measure") == 1);
    CHECK(documents.add({"inspect", mp3}, "inspect") == 0);
    CHECK(documents.add({"inspect", show / "episodes/two/voice.wav"}, "inspect") == 0);
    CHECK(documents.add({"lint", feed}, "lint") == 0);
    CHECK(documents.add({"compare", feed, feed}, "compare") == 0);
    CHECK(documents.add({"import", feed, "--into", show / "imported"}, "import") == 0);
    CHECK(documents.add({"new", "show", show / "new", "--title", "T", "--author", "A", "--address",
                         "https://a.example/", "--email", "a@example.jp"},
                        "new show") == 0);
    check_valid(documents);
}

TEST_CASE("what failures print with --json is as the schema says, whatever failed") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const std::string at = show.path();
    Documents documents;
    CHECK(documents.add({"nosuch"}, "cityfm") == 2);
    CHECK(documents.add({"new"}, "new") == 2);
    CHECK(documents.add({"-C", show / "nowhere", "check"}, "check") == 2);
    CHECK(documents.add({"-C", at, "build", "nosuch"}, "build") == 2);
    CHECK(documents.add({"-C", at, "build", "--preset", "nosuch"}, "build") == 2);
    CHECK(documents.add({"-C", at, "withdraw", "one"}, "withdraw") == 2);
    CHECK(documents.add({"-C", at, "publish", "--now", "2020-01-01T00:00:00Z"}, "publish") == 2);
    CHECK(documents.add({"-C", at, "announce", "--resolve", "a/b", "sent"}, "announce") == 2);
    CHECK(documents.add({"-C", at, "feed", "nosuch.xml"}, "feed") == 2);
    CHECK(documents.add({"measure", show / "nothing.wav"}, "measure") == 1);
    CHECK(documents.add({"inspect", show / "show.toml"}, "inspect") == 3);
    CHECK(documents.add({"lint", show / "show.toml"}, "lint") == 3);
    CHECK(documents.add({"compare", show / "show.toml", show / "show.toml"}, "compare") == 3);
    CHECK(documents.add({"import", show / "show.toml", "--into", show / "x"}, "import") == 3);
    CHECK(documents.add({"step", show / "show.toml"}, "step") == 3);
    tests::write(show / "episodes/one/episode.toml", "title = \n");
    CHECK(documents.add({"-C", at, "check"}, "check") == 3);
    CHECK(documents.add({"-C", at, "run", "--first-time"}, "run") == 3);
    check_valid(documents);
}

TEST_CASE("the schema refuses what no command prints") {
    for (const json& wrong :
         {json{{"version", 1}, {"command", "check"}},
          json{{"version", 2}, {"command", "check"}, {"findings", json::array()}},
          json{{"version", 1}, {"command", "nosuch"}, {"findings", json::array()}},
          json{{"version", 1}, {"command", "check"}, {"findings", json::array()}, {"more", 1}},
          json{{"version", 1}, {"command", "check"}, {"findings", json::array({{{"severity", "fatal"}}})}},
          json{{"version", 1}, {"command", "doctor"}, {"items", json::array({{{"name", "x"}}})}}}) {
        INFO(wrong.dump());
        Documents documents;
        documents.add(wrong);
        CHECK(documents.validated().code == 1);
    }
}
