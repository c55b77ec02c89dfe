// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "feeds/announce/outbox.h"
#include "pipeline/core/error.h"
#include "tests/feeds/announce/fake_channel.h"
#include "tests/support/files.h"

using namespace cityfm;
using announce::Action;
using announce::Ledger;
using announce::Outcome;
using announce::Status;
using core::Kind;
using tests::after;

namespace {

/// One announcement in one channel, settled by runs that each read the ledger anew.
struct Scene {
    explicit Scene(bool readable) : channel(readable) {}

    Outcome run(int hours, const std::function<bool()>& may_be_heard = tests::heard) {
        Ledger ledger(file());
        return announce::settle(due, channel, ledger, after(hours), tests::catch_up, {may_be_heard, {}});
    }
    /// A run that ends in the middle, as a crash would end it.
    void crash(int hours) {
        Ledger ledger(file());
        CHECK_THROWS_AS(
            announce::settle(due, channel, ledger, after(hours), tests::catch_up, {tests::heard, {}}),
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
    Scene scene(GENERATE(true, false));
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

TEST_CASE("a second run posts nothing and writes nothing") {
    Scene scene(GENERATE(true, false));
    scene.run(1);
    const std::string before = tests::read(scene.file());
    const Outcome outcome = scene.run(2);
    CHECK(outcome.action == Action::nothing);
    CHECK(outcome.status == Status::sent);
    CHECK(scene.channel.posts.size() == 1);
    CHECK(tests::read(scene.file()) == before);
}

TEST_CASE("after a crash behind the post it is found, not posted twice") {
    Scene scene(true);
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
    Scene scene(true);
    scene.channel.before_arrival = crash_now;
    scene.crash(1);
    scene.channel.before_arrival = [] {};
    const Outcome outcome = scene.run(2);
    CHECK(outcome.status == Status::sent);
    CHECK(scene.channel.posts.size() == 1);
    CHECK(scene.run(3).action == Action::nothing);
}

TEST_CASE("what a crash cut off before it arrived is not said after catch_up") {
    Scene scene(true);
    scene.channel.before_arrival = crash_now;
    scene.crash(1);
    scene.channel.before_arrival = [] {};
    const Outcome outcome = scene.run(24 * 30);
    CHECK(scene.channel.posts.empty());
    CHECK(outcome.status == Status::missed);
    CHECK(scene.known() == "missed");
}

TEST_CASE("what arrived before a crash is found after catch_up, too") {
    Scene scene(true);
    scene.channel.after_arrival = crash_now;
    scene.crash(1);
    scene.channel.after_arrival = [] {};
    CHECK(scene.run(24 * 30).status == Status::sent);
    CHECK(scene.channel.posts.size() == 1);
}

TEST_CASE("after a crash a blind channel holds the announcement for a person, run after run") {
    Scene scene(false);
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

TEST_CASE(
    "a post of which nobody can say whether it arrived is unknown, and looked for where that can be done") {
    const bool readable = GENERATE(true, false);
    Scene scene(readable);
    scene.channel.after_arrival = refusing(Kind::unknown);
    const Outcome outcome = scene.run(1);
    CHECK(outcome.status == Status::unknown);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].kind == Kind::unknown);
    CHECK(scene.known() == "unknown");
    scene.channel.after_arrival = [] {};
    CHECK(scene.run(2).status == (readable ? Status::sent : Status::unknown));
    CHECK(scene.channel.posts.size() == 1);
}

TEST_CASE(
    "what the channel refuses, or puts off, has failed and is tried again by the next run within catch_up") {
    const Kind kind = GENERATE(Kind::refused, Kind::later);
    Scene scene(GENERATE(true, false));
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
        CHECK(scene.run(25).action == Action::nothing);
        CHECK(scene.channel.posts.empty());
    }
}

TEST_CASE("a signal while it posts ends the run, and the outcome is unknown") {
    Scene scene(true);
    scene.channel.after_arrival = [] { throw core::Error(Kind::interrupted, core::Code::interrupted); };
    CHECK_THROWS_AS(scene.run(1), core::Error);
    CHECK(scene.known() == "unknown");
    scene.channel.after_arrival = [] {};
    CHECK(scene.run(2).status == Status::sent);
    CHECK(scene.channel.posts.size() == 1);
}
