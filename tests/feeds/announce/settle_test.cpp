// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "feeds/announce/outbox.h"
#include "pipeline/core/error.h"
#include "tests/feeds/announce/fake_channel.h"
#include "tests/support/files.h"

using namespace cityfm;
using announce::Action;
using announce::Ledger;
using announce::Memory;
using announce::Outcome;
using announce::Status;
using core::Kind;

namespace {

/// One announcement in one channel, settled by runs that each read the ledger anew.
struct Scene {
    explicit Scene(Memory memory, bool edits = false) : channel(memory, edits) {}

    Outcome run(int hours, const std::function<bool()>& may_be_heard = tests::heard) {
        Ledger ledger(file());
        return announce::settle(due, channel, ledger, tests::rules_after(hours),
                                tests::surroundings(may_be_heard));
    }
    /// A run that ends in the middle, as a crash would end it.
    void crash(int hours) {
        Ledger ledger(file());
        CHECK_THROWS_AS(announce::settle(due, channel, ledger, tests::rules_after(hours),
                                         tests::surroundings(tests::heard)),
                        tests::Crash);
    }
    std::filesystem::path file() const { return folder / "announcements.jsonl"; }
    /// What the file says of the announcement; "nothing" where it says nothing.
    std::string known() const {
        const Ledger ledger(file());
        const announce::Event* latest = ledger.latest(due.key);
        return latest != nullptr ? std::string(announce::name_of(latest->status)) : "nothing";
    }
    std::size_t lines() const { return std::filesystem::exists(file()) ? tests::lines_of(file()).size() : 0; }

    tests::TempFolder folder;
    tests::FakeChannel channel;
    announce::Due due = tests::due_announcement();
};

void crash_now() {
    throw tests::Crash{};
}

tests::FakeChannel::Hook refusing(Kind kind) {
    return [kind] { throw core::Error(kind, core::Code::put_not_whole, {{"reason", "token xoxb-secret"}}); };
}

}  // namespace

TEST_CASE("the intent is in the ledger before the bytes leave, and the outcome after") {
    Scene scene(GENERATE(Memory::readable, Memory::knows_keys, Memory::blind));
    scene.channel.before_arrival = [&] { CHECK(scene.known() == "sending"); };
    const Outcome outcome = scene.run(1);
    CHECK(outcome.action == Action::post);
    CHECK(outcome.status == Status::sent);
    CHECK(outcome.link == "https://chat.example/post-1");
    CHECK(outcome.errors.empty());
    CHECK(scene.known() == "sent");
    CHECK(Ledger(scene.file()).latest(scene.due.key)->remote_id == "post-1");
    CHECK(scene.lines() == 2);
}

TEST_CASE("where nobody may ask whether it can be heard, it is not sent, and that is told") {
    Scene scene(GENERATE(Memory::readable, Memory::knows_keys, Memory::blind));
    const Outcome outcome = scene.run(1, []() -> bool {
        throw core::Error(Kind::refused, core::Code::address_refused,
                          {{"url", "http://10.0.0.1/"}, {"address", "10.0.0.1"}});
    });
    CHECK(outcome.action == Action::nothing);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].code == core::Code::address_refused);
    CHECK(scene.channel.posts.empty());
    CHECK(scene.known() == "nothing");
    CHECK(scene.run(2).status == Status::sent);
}

TEST_CASE("a second run posts nothing and writes nothing") {
    Scene scene(GENERATE(Memory::readable, Memory::knows_keys, Memory::blind));
    scene.run(1);
    const std::string before = tests::read(scene.file());
    const Outcome outcome = scene.run(2);
    CHECK(outcome.action == Action::nothing);
    CHECK(outcome.status == Status::sent);
    CHECK(scene.channel.posts.size() == 1);
    CHECK(tests::read(scene.file()) == before);
}

TEST_CASE("after a crash behind the post it is found, not posted twice") {
    Scene scene(Memory::readable);
    scene.channel.after_arrival = crash_now;
    scene.crash(1);
    CHECK(scene.known() == "sending");
    scene.channel.after_arrival = [] {};
    const Outcome outcome = scene.run(2);
    CHECK(outcome.action == Action::look);
    CHECK(outcome.status == Status::sent);
    CHECK(outcome.link == "https://chat.example/post-1");
    CHECK(scene.channel.posts.size() == 1);
    CHECK(scene.known() == "sent");
}

TEST_CASE("after a crash before the post arrived it is posted once") {
    Scene scene(Memory::readable);
    scene.channel.before_arrival = crash_now;
    scene.crash(1);
    scene.channel.before_arrival = [] {};
    const Outcome outcome = scene.run(2);
    CHECK(outcome.status == Status::sent);
    CHECK(scene.channel.posts.size() == 1);
    CHECK(scene.run(3).action == Action::nothing);
}

TEST_CASE("what a crash cut off before it arrived is not said after catch_up") {
    Scene scene(Memory::readable);
    scene.channel.before_arrival = crash_now;
    scene.crash(1);
    scene.channel.before_arrival = [] {};
    const Outcome outcome = scene.run(24 * 30);
    CHECK(scene.channel.posts.empty());
    CHECK(outcome.status == Status::missed);
    CHECK(scene.known() == "missed");
}

TEST_CASE("what arrived before a crash is found after catch_up, too") {
    Scene scene(Memory::readable);
    scene.channel.after_arrival = crash_now;
    scene.crash(1);
    scene.channel.after_arrival = [] {};
    CHECK(scene.run(24 * 30).status == Status::sent);
    CHECK(scene.channel.posts.size() == 1);
}

TEST_CASE("after a crash a blind channel holds the announcement for a person, run after run") {
    Scene scene(Memory::blind);
    scene.channel.after_arrival = crash_now;
    scene.crash(1);
    scene.channel.after_arrival = [] {};
    for (const int hours : {2, 3, 100}) {
        const Outcome outcome = scene.run(hours);
        CHECK(outcome.action == Action::hold);
        CHECK(outcome.status == Status::unknown);
        REQUIRE(outcome.errors.size() == 1);
        CHECK(outcome.errors[0].kind == Kind::unknown);
        CHECK(outcome.errors[0].code == core::Code::outcome_unknown);
        CHECK(core::arg(outcome.errors[0].args, "id") == "lobby/2026-11-22-ramen");
    }
    CHECK(scene.channel.posts.size() == 1);
    CHECK(scene.known() == "unknown");
    CHECK(scene.lines() == 2);
}

TEST_CASE("a post whose outcome cannot be written down is not taken for one that failed") {
    Scene scene(GENERATE(Memory::blind, Memory::knows_keys));
    const std::filesystem::path aside = scene.folder / "aside";
    scene.channel.after_arrival = [&] {
        // No line can be added to what is a folder.
        std::filesystem::rename(scene.file(), aside);
        std::filesystem::create_directory(scene.file());
    };
    CHECK_THROWS_AS(scene.run(1), core::Error);
    std::filesystem::remove(scene.file());
    std::filesystem::rename(aside, scene.file());
    CHECK(scene.known() == "sending");
    CHECK(scene.lines() == 1);
    scene.channel.after_arrival = [] {};
    scene.run(2);
    CHECK(scene.channel.posts.size() == 1);
}

TEST_CASE("a lost answer is unknown on a blind channel, and nothing is sent again before a person looked") {
    Scene scene(Memory::blind);
    scene.channel.after_arrival = refusing(Kind::unknown);
    const Outcome outcome = scene.run(1);
    CHECK(outcome.status == Status::unknown);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].kind == Kind::unknown);
    CHECK(scene.known() == "unknown");
    scene.channel.after_arrival = [] {};
    CHECK(scene.run(2).status == Status::unknown);
    CHECK(scene.channel.asked.size() == 1);
}

TEST_CASE("a lost answer of what arrived is found out in the same run") {
    Scene scene(GENERATE(Memory::readable, Memory::knows_keys));
    int answers = 0;
    scene.channel.after_arrival = [&] {
        if (++answers == 1) refusing(Kind::unknown)();
    };
    const Outcome outcome = scene.run(1);
    CHECK(outcome.action == Action::post);
    CHECK(outcome.status == Status::sent);
    CHECK(outcome.errors.empty());
    CHECK(scene.channel.posts.size() == 1);
    CHECK(scene.known() == "sent");
}

TEST_CASE("a lost answer of what did not arrive is repeated in the same run") {
    Scene scene(GENERATE(Memory::readable, Memory::knows_keys));
    int tries = 0;
    scene.channel.before_arrival = [&] {
        if (++tries == 1) refusing(Kind::unknown)();
    };
    CHECK(scene.run(1).status == Status::sent);
    CHECK(scene.channel.asked.size() == 2);
    CHECK(scene.channel.posts.size() == 1);
}

TEST_CASE("a post that is seen a moment later only is not posted twice") {
    Scene scene(Memory::readable);
    scene.channel.after_arrival = refusing(Kind::unknown);
    scene.channel.unseen_looks = 1;
    CHECK(scene.run(1).status == Status::sent);
    CHECK(scene.channel.posts.size() == 1);
}

TEST_CASE("however often an answer is lost, the run ends, and the next one goes on") {
    Scene scene(GENERATE(Memory::readable, Memory::knows_keys));
    scene.channel.before_arrival = refusing(Kind::unknown);
    const Outcome outcome = scene.run(1);
    CHECK(outcome.status == Status::unknown);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].kind == Kind::later);
    CHECK(outcome.errors[0].code == core::Code::outcome_open);
    CHECK(scene.channel.asked.size() == 3);
    scene.channel.before_arrival = [] {};
    CHECK(scene.run(2).status == Status::sent);
    CHECK(scene.channel.posts.size() == 1);
}

TEST_CASE("a key that the service has forgotten is not used again: a person has to look") {
    Scene scene(Memory::knows_keys);
    scene.channel.after_arrival = crash_now;
    scene.crash(1);
    scene.channel.after_arrival = [] {};
    const Outcome outcome = scene.run(8);
    CHECK(outcome.action == Action::hold);
    CHECK(outcome.errors.at(0).kind == Kind::unknown);
    CHECK(scene.channel.asked.size() == 1);
}

TEST_CASE("a refusal after a lost answer does not say that the first try did not arrive") {
    Scene scene(Memory::knows_keys);
    scene.channel.after_arrival = refusing(Kind::unknown);
    int tries = 0;
    scene.channel.before_arrival = [&] {
        if (++tries > 1) refusing(Kind::refused)();
    };
    CHECK(scene.run(1).status == Status::unknown);
    CHECK(scene.known() == "unknown");
}

TEST_CASE(
    "what the channel refuses, or puts off, has failed and is tried again by the next run within catch_up") {
    const Kind kind = GENERATE(Kind::refused, Kind::later);
    Scene scene(GENERATE(Memory::readable, Memory::knows_keys, Memory::blind));
    scene.channel.before_arrival = refusing(kind);
    const Outcome outcome = scene.run(1);
    CHECK(outcome.status == Status::failed);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].kind == kind);
    CHECK(scene.known() == "failed");
    scene.channel.before_arrival = [] {};
    SECTION("within catch_up") {
        CHECK(scene.run(2).status == Status::sent);
        CHECK(scene.channel.posts.size() == 1);
    }
    SECTION("and not after it") {
        CHECK(scene.run(25).action == Action::miss);
        CHECK(scene.known() == "missed");
        CHECK(scene.run(26).action == Action::nothing);
        CHECK(scene.channel.posts.empty());
    }
}

TEST_CASE("a signal while it posts ends the run, and the outcome is unknown") {
    Scene scene(Memory::readable);
    scene.channel.after_arrival = [] { throw core::Error(Kind::interrupted, core::Code::interrupted); };
    CHECK_THROWS_AS(scene.run(1), core::Error);
    CHECK(scene.known() == "unknown");
    scene.channel.after_arrival = [] {};
    CHECK(scene.run(2).status == Status::sent);
    CHECK(scene.channel.posts.size() == 1);
}

TEST_CASE("a mended title is one edit in place, and a run after that asks for nothing") {
    Scene scene(Memory::readable, true);
    scene.run(1);
    scene.due.announcement.title = "なおした題名";
    const Outcome outcome = scene.run(2);
    CHECK(outcome.action == Action::edit);
    CHECK(outcome.status == Status::sent);
    CHECK(scene.run(3).action == Action::nothing);
    CHECK(scene.channel.edits == std::vector<std::string>{"なおした題名"});
    CHECK(scene.channel.posts.size() == 1);
}

TEST_CASE("an edit whose answer was lost is made again: the same words twice do no harm") {
    Scene scene(Memory::blind, true);
    scene.run(1);
    scene.due.announcement.title = "なおした題名";
    scene.channel.while_editing = refusing(Kind::unknown);
    const Outcome lost = scene.run(2);
    CHECK(lost.errors.at(0).kind == Kind::later);
    CHECK(scene.known() == "sent");
    scene.channel.while_editing = [] {};
    CHECK(scene.run(3).action == Action::edit);
    CHECK(scene.run(4).action == Action::nothing);
    CHECK(scene.channel.posts.size() == 1);
}

TEST_CASE("a post that somebody deleted there is never posted again, nor edited") {
    Scene scene(Memory::readable, true);
    scene.run(1);
    scene.channel.clear();
    CHECK(scene.run(2).action == Action::nothing);
    scene.due.announcement.title = "なおした題名";
    CHECK(scene.run(3).status == Status::withdrawn);
    CHECK(scene.known() == "withdrawn");
    scene.due.announcement.title = "またなおした題名";
    CHECK(scene.run(4).action == Action::nothing);
    CHECK(scene.channel.posts.size() == 1);
    CHECK(scene.channel.live().empty());
}

TEST_CASE("what was found of an earlier run has the words of that run, and is edited by the next") {
    Scene scene(Memory::readable, true);
    scene.channel.after_arrival = crash_now;
    scene.crash(1);
    scene.channel.after_arrival = [] {};
    scene.due.announcement.title = "なおした題名";
    CHECK(scene.run(2).action == Action::look);
    CHECK(scene.run(3).action == Action::edit);
    CHECK(scene.channel.live().at(scene.due.key) == "なおした題名");
}

TEST_CASE("the question of a thread follows its post, and waits where that is not there") {
    Scene scene(Memory::readable);
    announce::Due question = scene.due;
    question.id += "/question";
    question.key = std::string(64, 'q');
    question.parent_key = scene.due.key;
    Ledger ledger(scene.file());
    const auto settle = [&](const announce::Due& due) {
        return announce::settle(due, scene.channel, ledger, tests::rules_after(1),
                                tests::surroundings(tests::heard));
    };
    CHECK(settle(question).action == Action::nothing);
    CHECK(scene.channel.posts.empty());
    settle(scene.due);
    CHECK(settle(question).status == Status::sent);
    CHECK(scene.channel.parents == std::vector<std::string>{"", "post-1"});
}

TEST_CASE("a channel that was set right on its own side gets what it had refused") {
    Scene scene(Memory::readable);
    scene.due.configuration = "settings";
    scene.channel.before_arrival = refusing(Kind::refused);
    scene.run(1);
    scene.channel.before_arrival = [] {};
    SECTION("not as long as looking shows what is wrong") {
        scene.channel.checks = {{"membership", core::Error(Kind::refused, core::Code::channel_not_joined)}};
        const Outcome outcome = scene.run(2);
        CHECK(outcome.action == Action::leave_be);
        CHECK(outcome.errors.at(0).code == core::Code::channel_not_joined);
        CHECK(scene.channel.asked.size() == 1);
    }
    SECTION("as soon as looking finds nothing wrong") {
        scene.channel.checks = {{"membership", std::nullopt}};
        CHECK(scene.run(2).status == Status::sent);
        CHECK(scene.channel.posts.size() == 1);
    }
    SECTION("nor where nobody can look") {
        CHECK(scene.run(2).errors.at(0).code == core::Code::still_refused);
        CHECK(scene.channel.asked.size() == 1);
    }
}
