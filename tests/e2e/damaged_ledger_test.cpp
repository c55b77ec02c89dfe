// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/e2e/channels.h"
#include "tests/support/good_show.h"

using namespace cityfm;
using tests::ChannelShow;
using tests::holds;

namespace {

/// A show that announced to a program, which cannot be looked at, and whose ledger lost the end of a line.
class Damaged {
  public:
    Damaged() : show("[[channel]]\nid = \"board\"\ntype = \"command\"\nto = \"post\"\n") {
        tests::write(show / "post", "#!/bin/sh\ncat >>board.json\n");
        std::filesystem::permissions(show / "post", std::filesystem::perms::owner_all);
        REQUIRE(show.announce().code == 0);
        std::string ledger = tests::read(show / "announcements.jsonl");
        ledger.erase(ledger.find('\n'), 1);
        tests::write(show / "announcements.jsonl", ledger);
    }

    std::size_t posts() const { return tests::lines_of(show / "board.json").size(); }

    ChannelShow show;
};

}  // namespace

TEST_CASE("two events on a line stop their announcement with exit 5, its place and the way out") {
    const Damaged damaged;
    for (int run = 0; run < 2; ++run) {
        const tests::Ran ran = damaged.show.announce();
        INFO(ran.err);
        CHECK(ran.code == 5);
        CHECK(holds(ran.err, "announcements.jsonl, line 1 cannot be read"));
        CHECK(holds(ran.err, "cityfm announce --resolve board/one sent"));
        CHECK(damaged.posts() == 1);
    }
    const tests::Ran checked = damaged.show.run({"check"});
    CHECK(checked.code == 3);
    CHECK(holds(checked.out, "announce --resolve CHANNEL/EPISODE sent. Only then delete that line"));
}

TEST_CASE("what a damaged line told of is sent no more once a person has said that it was") {
    const Damaged damaged;
    REQUIRE(damaged.show.run({"announce", "--resolve", "board/one", "sent"}).code == 0);
    CHECK(damaged.show.announce().code == 0);
    // The line may go now.
    const std::string ledger = tests::read(damaged.show / "announcements.jsonl");
    tests::write(damaged.show / "announcements.jsonl", ledger.substr(ledger.find('\n') + 1));
    const tests::Ran ran = damaged.show.announce();
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK_FALSE(holds(ran.err, "with other words"));
    CHECK(damaged.posts() == 1);
}

TEST_CASE(
    "what a damaged line told of is sent once a person has said that it was not, and the line is gone") {
    const Damaged damaged;
    REQUIRE(damaged.show.run({"announce", "--resolve", "board/one", "not-sent"}).code == 0);
    CHECK(damaged.show.announce().code == 5);
    const std::string ledger = tests::read(damaged.show / "announcements.jsonl");
    tests::write(damaged.show / "announcements.jsonl", ledger.substr(ledger.find('\n') + 1));
    CHECK(damaged.show.announce().code == 0);
    CHECK(damaged.posts() == 2);
}

TEST_CASE("outside git an emptied ledger is told on the computer that announced, where nobody can look") {
    const std::string how = GENERATE("emptied", "only blank lines", "removed");
    const ChannelShow show("[[channel]]\nid = \"board\"\ntype = \"command\"\nto = \"post\"\n");
    tests::write(show / "post", "#!/bin/sh\ncat >>board.json\n");
    std::filesystem::permissions(show / "post", std::filesystem::perms::owner_all);
    REQUIRE(show.announce().code == 0);
    const std::string posted = tests::read(show / "board.json");
    const std::filesystem::path ledger = show / "announcements.jsonl";
    tests::write(ledger, how == "emptied" ? "" : "\n\n");
    if (how == "removed") std::filesystem::remove(ledger);
    const tests::Ran ran = show.announce();
    INFO(how << ran.err);
    CHECK(ran.code == 5);
    CHECK(holds(ran.err, "announced again"));
    CHECK(tests::read(show / "board.json") == posted);
}

namespace {

/// A show outside git that has announced to a program, where nobody can look, and to a file.
class Announced {
  public:
    Announced()
        : show(
              "[[channel]]\nid = \"board\"\ntype = \"command\"\nto = \"post\"\n\n[[channel]]\nid = \"log\"\n"
              "type = \"file\"\nto = \"log.jsonl\"\n"),
          ledger(show / "announcements.jsonl") {
        tests::write(show / "post", "#!/bin/sh\ncat >>board.json\n");
        std::filesystem::permissions(show / "post", std::filesystem::perms::owner_all);
        REQUIRE(show.announce().code == 0);
        posted_ = tests::read(show / "board.json");
    }

    bool posted_nothing_more() const { return tests::read(show / "board.json") == posted_; }

    ChannelShow show;
    std::filesystem::path ledger;

  private:
    std::string posted_;
};

std::string without_lines_about(const std::filesystem::path& ledger, const std::string& channel) {
    std::string rest;
    for (const std::string& line : tests::lines_of(ledger)) {
        if (!holds(line, "\"id\":\"" + channel + "/")) rest += line + "\n";
    }
    return rest;
}

}  // namespace

TEST_CASE("a ledger that was lost stays lost, although what another channel remembers is written again") {
    const Announced announced;
    std::filesystem::remove(announced.ledger);
    for (int run = 0; run < 3; ++run) {
        const tests::Ran ran = announced.show.announce();
        INFO(run << ran.err);
        CHECK(ran.code == 5);
        CHECK(holds(ran.err, "cityfm announce --resolve board/one sent"));
        CHECK(announced.posted_nothing_more());
    }
    CHECK(holds(tests::read(announced.ledger), "log/one"));
}

TEST_CASE(
    "single lines that a ledger outside git has lost are missed, and a person says what became of them") {
    const Announced announced;
    tests::write(announced.ledger, without_lines_about(announced.ledger, "board"));
    CHECK(announced.show.announce().code == 5);
    CHECK(announced.posted_nothing_more());
    REQUIRE(announced.show.run({"announce", "--resolve", "board/one", "sent"}).code == 0);
    CHECK(announced.show.announce().code == 0);
    CHECK(announced.posted_nothing_more());
}

TEST_CASE("where git does not answer, nobody takes a ledger without lines for whole") {
    const std::string damage = GENERATE(as<std::string>{}, "HEAD is no reference", "objects are gone");
    const Announced announced;
    const auto git = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"git", "-C", announced.show.path(), "-c", "user.name=t", "-c",
                                     "user.email=t@example.jp"});
        return tests::run_program(words).code;
    };
    REQUIRE(git({"init", "-q"}) == 0);
    REQUIRE(git({"add", "announcements.jsonl"}) == 0);
    REQUIRE(git({"commit", "-q", "-m", "announced"}) == 0);
    CHECK(announced.show.announce().code == 0);
    std::filesystem::remove(announced.show / ".cityfm/announced.json");
    tests::write(announced.ledger, without_lines_about(announced.ledger, "board"));
    CHECK(announced.show.announce().code == 5);
    if (damage == "HEAD is no reference") {
        tests::write(announced.show / ".git/HEAD", "rubbish\n");
    } else {
        std::filesystem::remove_all(announced.show / ".git/objects");
        std::filesystem::create_directories(announced.show / ".git/objects");
    }
    const tests::Ran ran = announced.show.announce();
    INFO(damage << ran.err);
    CHECK(ran.code == 5);
    CHECK(holds(ran.err, "git status"));
    CHECK(announced.posted_nothing_more());
}

TEST_CASE("no program runs that a repository's settings or a repository within the show name") {
    const std::string where = GENERATE(as<std::string>{}, "its own settings", "a repository among its files");
    const Announced announced;
    const std::filesystem::path show = announced.show.path();
    const auto git = [&](std::vector<std::string> words) {
        words.insert(words.begin(),
                     {"git", "-C", show, "-c", "user.name=t", "-c", "user.email=t@example.jp"});
        REQUIRE(tests::run_program(words).code == 0);
    };
    git({"init", "-q"});
    git({"add", "announcements.jsonl"});
    git({"commit", "-q", "-m", "announced"});
    tests::write(show / "filter", "#!/bin/sh\ntouch " + (show / "ran").string() + "\ncat\n");
    std::filesystem::permissions(show / "filter", std::filesystem::perms::owner_all);
    tests::write(show / ".gitattributes", "announcements.jsonl filter=x diff=x\n");
    std::string settings = "[filter \"x\"]\n\tclean = ";
    settings +=
        (show / "filter").string() + "\n[diff \"x\"]\n\ttextconv = " + (show / "filter").string() + "\n";
    if (where == "its own settings") {
        tests::write(show / ".git/config", tests::read(show / ".git/config") + settings);
    } else {
        for (const char* part : {"HEAD", "objects", "refs", "index"})
            std::filesystem::copy(show / ".git" / part, show / part,
                                  std::filesystem::copy_options::recursive);
        tests::write(show / "config", "[core]\n\tbare = false\n\tworktree = .\n" + settings);
    }
    // Its time is another one, so git has to look at its bytes.
    tests::write(announced.ledger, tests::read(announced.ledger));
    CHECK(announced.show.announce().code == 0);
    CHECK_FALSE(std::filesystem::exists(show / "ran"));
    CHECK(announced.posted_nothing_more());
}

TEST_CASE("an intent is remembered outside the ledger, too, and a ledger put back does not hide it") {
    const ChannelShow show("[[channel]]\nid = \"board\"\ntype = \"command\"\nto = \"post\"\n");
    tests::write(show / "post", "#!/bin/sh\ncat >>board.json\nkill -9 $PPID\n");
    std::filesystem::permissions(show / "post", std::filesystem::perms::owner_all);
    CHECK(show.announce().code != 0);
    const std::string posted = tests::read(show / "board.json");
    CHECK(holds(tests::read(show / "announcements.jsonl"), "\"sending\""));
    std::filesystem::remove(show / "announcements.jsonl");
    const tests::Ran ran = show.announce();
    INFO(ran.err);
    CHECK(ran.code == 5);
    CHECK(tests::read(show / "board.json") == posted);
    // What nobody can tell is no success of a withdrawal either.
    const tests::Ran withdrawn = show.run({"withdraw", "--first-time", "one"});
    INFO(withdrawn.err);
    CHECK(withdrawn.code == 5);
    CHECK(holds(withdrawn.err, "board/one"));
}

TEST_CASE("what a computer remembers is not taken for nothing where it cannot be read") {
    const std::string how = GENERATE(as<std::string>{}, "a member twice", "a folder");
    const Announced announced;
    const std::filesystem::path memory = announced.show / ".cityfm/announced.json";
    std::filesystem::remove(announced.ledger);
    if (how == "a folder") {
        std::filesystem::remove(memory);
        std::filesystem::create_directory(memory);
    } else {
        std::string text = tests::read(memory);
        text.insert(text.rfind('}'), ",\"announced\":{}");
        tests::write(memory, text);
    }
    const tests::Ran ran = announced.show.announce();
    INFO(how << ran.err);
    CHECK(ran.code != 0);
    CHECK(announced.posted_nothing_more());
}

TEST_CASE("a key that is longer than keys are holds every announcement that nothing whole tells of") {
    const Announced announced;
    std::string text = tests::read(announced.ledger);
    const std::string key = "\"id\":\"board/one\",\"key\":\"";
    for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + key.size() + 1))
        text.insert(at + key.size(), "0");
    tests::write(announced.ledger, text);
    std::filesystem::remove(announced.show / ".cityfm/announced.json");
    CHECK(announced.show.announce().code == 5);
    CHECK(announced.posted_nothing_more());
}

TEST_CASE(
    "what an older cityfm remembered, and what nobody can read, counts as something that was announced") {
    for (const char* remembered :
         {"{\"version\":1}\n", "{\"version\":2,\"announced\":{\"k\":7}}", "no JSON"}) {
        INFO(remembered);
        const Announced announced;
        tests::write(announced.show / ".cityfm/announced.json", remembered);
        tests::write(announced.ledger, "");
        for (int run = 0; run < 2; ++run) {
            const tests::Ran ran = announced.show.announce();
            INFO(ran.err);
            CHECK(ran.code == 5);
            CHECK(announced.posted_nothing_more());
        }
    }
}
