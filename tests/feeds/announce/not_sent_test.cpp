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

/// A first run with its own ledger, in `folder`.
Outcome run(const tests::TempFolder& folder, const announce::Due& due, announce::Channel& channel, int hours,
            const std::function<bool()>& may_be_heard = tests::heard) {
    Ledger ledger(folder / "announcements.jsonl");
    return announce::settle(due, channel, ledger, tests::rules_after(hours),
                            tests::surroundings(may_be_heard));
}

std::size_t lines(const tests::TempFolder& folder) {
    const auto file = folder / "announcements.jsonl";
    return std::filesystem::exists(file) ? tests::lines_of(file).size() : 0;
}

}  // namespace

TEST_CASE("past catch_up an announcement is missed, once") {
    const tests::TempFolder folder;
    tests::FakeChannel channel(Memory::readable);
    const announce::Due due = tests::due_announcement();
    const Outcome first = run(folder, due, channel, 25);
    CHECK(first.action == Action::miss);
    CHECK(first.status == Status::missed);
    CHECK(first.errors.empty());
    CHECK(run(folder, due, channel, 26).action == Action::nothing);
    CHECK(run(folder, due, channel, 100).action == Action::nothing);
    CHECK(channel.posts.empty());
    CHECK(lines(folder) == 1);
}

TEST_CASE(
    "what cannot be heard yet is put off: nothing is sent, nothing written, and it is not called sent") {
    const tests::TempFolder folder;
    tests::FakeChannel channel(GENERATE(Memory::readable, Memory::knows_keys, Memory::blind));
    const announce::Due due = tests::due_announcement();
    const Outcome outcome = run(folder, due, channel, 1, [] { return false; });
    CHECK(outcome.action == Action::nothing);
    CHECK(outcome.status != Status::sent);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].kind == Kind::later);
    CHECK(outcome.errors[0].code == core::Code::not_public_yet);
    CHECK(core::arg(outcome.errors[0].args, "url") == "https://radio.example.jp/media/ramen.mp3");
    CHECK(channel.posts.empty());
    CHECK(lines(folder) == 0);
    CHECK(run(folder, due, channel, 2).status == Status::sent);
    CHECK(channel.posts.size() == 1);
}

TEST_CASE("whether it can be heard is asked before a post alone") {
    const tests::TempFolder folder;
    tests::FakeChannel channel(Memory::readable);
    const announce::Due due = tests::due_announcement();
    int asked = 0;
    const auto ask = [&] {
        ++asked;
        return true;
    };
    run(folder, due, channel, 1, ask);
    CHECK(asked == 1);
    run(folder, due, channel, 2, ask);
    CHECK(asked == 1);
}

TEST_CASE("with a lost ledger the post is found by its key, and not called a new one") {
    const tests::TempFolder folder;
    const tests::TempFolder fresh_clone;
    tests::FakeChannel channel(Memory::readable);
    const announce::Due due = tests::due_announcement();
    run(folder, due, channel, 1);
    const Outcome outcome = run(fresh_clone, due, channel, 2);
    CHECK(channel.posts.size() == 1);
    CHECK(outcome.status == Status::sent);
    CHECK(outcome.link == "https://chat.example/post-1");
    CHECK(outcome.action != Action::post);
    const Ledger ledger(fresh_clone / "announcements.jsonl");
    REQUIRE(ledger.latest(due.key) != nullptr);
    CHECK(ledger.latest(due.key)->remote_id == "post-1");
}

TEST_CASE("when looking fails nothing is posted, nothing is written, and it is not called sent") {
    const tests::TempFolder folder;
    tests::FakeChannel channel(Memory::readable);
    channel.while_looking = [] { throw core::Error(Kind::later, core::Code::http_failed); };
    const Outcome outcome = run(folder, tests::due_announcement(), channel, 1);
    CHECK(outcome.status != Status::sent);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].kind == Kind::later);
    CHECK(channel.posts.empty());
    CHECK(lines(folder) == 0);
}

TEST_CASE("where a channel cannot edit, other words after the post are told: post and ledger stay") {
    const tests::TempFolder folder;
    tests::FakeChannel channel(Memory::readable);
    announce::Due due = tests::due_announcement();
    run(folder, due, channel, 1);
    due.announcement.title = "別の題名";
    const Outcome outcome = run(folder, due, channel, 2);
    CHECK(outcome.action == Action::edit);
    CHECK(outcome.status == Status::sent);
    CHECK(outcome.errors.empty());
    REQUIRE(outcome.remarks.size() == 1);
    CHECK(outcome.remarks[0].code == core::Code::cannot_edit);
    CHECK(channel.posts.size() == 1);
    CHECK(lines(folder) == 2);
}

TEST_CASE("no words of the announcement and no words of an error get into the ledger") {
    const tests::TempFolder folder;
    tests::FakeChannel channel(Memory::blind);
    const announce::Due due = tests::due_announcement();
    channel.before_arrival = [] {
        throw core::Error(Kind::refused, core::Code::put_not_whole, {{"reason", "token xoxb-secret"}});
    };
    run(folder, due, channel, 1);
    channel.before_arrival = [] {};
    run(folder, due, channel, 2);
    const std::string ledger = tests::read(folder / "announcements.jsonl");
    REQUIRE(lines(folder) == 4);
    for (const char* word : {"ラーメン", "\\u30e9", "ramen.mp3", "secret", "xoxb"}) {
        INFO(word);
        CHECK(ledger.find(word) == std::string::npos);
    }
}

TEST_CASE("a ledger that cannot be written keeps the announcement from being sent") {
    const tests::TempFolder folder;
    tests::FakeChannel channel(GENERATE(Memory::readable, Memory::knows_keys, Memory::blind));
    const announce::Due due = tests::due_announcement();
    Ledger ledger(folder / "announcements.jsonl");
    std::filesystem::create_directory(folder / "announcements.jsonl");
    CHECK_THROWS_AS(
        announce::settle(due, channel, ledger, tests::rules_after(1), tests::surroundings(tests::heard)),
        core::Error);
    CHECK(channel.posts.empty());
}
