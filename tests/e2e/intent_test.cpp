// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/e2e/channels.h"
#include "tests/support/command.h"
#include "tests/support/good_show.h"

using namespace cityfm;
using tests::ChannelShow;
using tests::holds;

namespace {

constexpr const char* file_channel = "[[channel]]\nid = \"lobby\"\ntype = \"file\"\nto = \"sent.jsonl\"\n";

/// A show in a git repository with a remote.
class GitShow {
  public:
    GitShow() : show_(file_channel) {
        tests::write(show_ / ".gitignore", ".cityfm/\npublic/\nsent.jsonl\n*.wav\n");
        git("init --quiet --initial-branch main && git add --all && git commit --quiet --message first && "
            "git init --quiet --bare '" +
            (remote_ / "bare").string() + "' && git remote add origin '" + (remote_ / "bare").string() +
            "' && git push --quiet --set-upstream origin main");
    }

    void git(const std::string& words) const {
        tests::Launch launch;
        launch.folder = show_.path();
        const tests::Ran ran = tests::run_program({"sh", "-c", identity_ + "git " + words}, launch);
        INFO(ran.err);
        REQUIRE(ran.code == 0);
    }

    tests::Ran announce(const std::string& command) const {
        return show_.announce({"--commit-intent", identity_ + command});
    }

    std::size_t sent() const {
        return std::filesystem::exists(show_ / "sent.jsonl") ? tests::lines_of(show_ / "sent.jsonl").size()
                                                             : 0;
    }

    const ChannelShow& show() const { return show_; }
    const tests::TempFolder& remote() const { return remote_; }

  private:
    tests::TempFolder remote_;
    ChannelShow show_;
    std::string identity_ =
        "export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.jp GIT_COMMITTER_NAME=a "
        "GIT_COMMITTER_EMAIL=a@example.jp; ";
};

const std::string commits =
    "git add announcements.jsonl && git commit --quiet --message intent -- announcements.jsonl";

}  // namespace

TEST_CASE("a command that leaves the intent out of git is refused, and nothing is sent") {
    const std::string command = GENERATE(
        "git push --quiet", "true", "git add announcements.jsonl", "git commit --quiet --allow-empty -m x",
        "printf '*.jsonl\\n' >>.gitignore; git add .gitignore; git commit --quiet -m x");
    const GitShow town;
    const tests::Ran ran = town.announce(command);
    INFO(command << ran.err);
    CHECK(ran.code == 4);
    CHECK(holds(ran.err, "git does not have the intent in announcements.jsonl yet"));
    CHECK(town.sent() == 0);
    CHECK(town.show().status_of("lobby/one") == "failed");
}

TEST_CASE(
    "a command that commits and pushes is followed by the post; one that does not push by a warning, too") {
    const bool pushes = GENERATE(true, false);
    const GitShow town;
    const tests::Ran ran = town.announce(commits + (pushes ? " && git push --quiet" : ""));
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(town.sent() == 1);
    CHECK(holds(ran.err, "was committed, but not pushed") == !pushes);
}

TEST_CASE("a repository that git does not answer for is not taken for none") {
    const GitShow town;
    tests::write(town.show() / ".git/HEAD", "broken");
    const tests::Ran ran = town.announce("true");
    CHECK(ran.code == 4);
    CHECK(town.sent() == 0);
}

TEST_CASE("without a repository the command is free to do as it likes") {
    const ChannelShow show(file_channel);
    CHECK(show.announce({"--commit-intent", "true"}).code == 0);
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 1);
}

TEST_CASE("what the command merges in of another run that was first keeps this one from sending") {
    const GitShow town;
    const std::string other =
        R"(sed 's/"run":"[^"]*"/"run":"elsewhere-1"/' announcements.jsonl >more && cat more announcements.jsonl >both && mv both announcements.jsonl && )";
    const tests::Ran ran = town.announce(other + commits);
    INFO(ran.err);
    CHECK(ran.code == 75);
    CHECK(holds(ran.err, "another run is sending it"));
    CHECK(town.sent() == 0);
    const std::string ledger = tests::read(town.show() / "announcements.jsonl");
    CHECK(holds(ledger, "elsewhere-1"));
    CHECK(holds(ledger, "\"status\":\"failed\""));
}
