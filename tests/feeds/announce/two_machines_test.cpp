// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "feeds/announce/outbox.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/json.h"
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

/// A machine with a ledger of its own, and the place where they meet: lines that were pushed.
struct Machine {
    Machine(std::string run_, const std::filesystem::path& shared_) : run(std::move(run_)), shared(shared_) {}

    std::filesystem::path file() const { return folder / "announcements.jsonl"; }

    /// What `git pull` and `git push` do with the file: it becomes the union of both, on both sides.
    void synchronise() const {
        std::string all = std::filesystem::exists(shared) ? tests::read(shared) : "";
        if (std::filesystem::exists(file())) {
            for (const std::string& line : tests::lines_of(file())) {
                if (all.find(line + "\n") == std::string::npos) all += line + "\n";
            }
        }
        tests::write(shared, all);
        tests::write(file(), all);
    }

    Outcome announce(
        announce::Channel& channel, const std::function<void()>& after_commit = [] {}) {
        Ledger ledger(file(), run);
        announce::Rules rules = tests::rules_after(1);
        rules.place = announce::place_of(run);
        announce::Surroundings around = tests::surroundings(tests::heard);
        around.commit_intent = [&](const std::string& line) {
            intent = line;
            synchronise();
            after_commit();
        };
        return announce::settle(due, channel, ledger, rules, around);
    }

    std::string run;
    std::filesystem::path shared;
    tests::TempFolder folder;
    announce::Due due = tests::due_announcement();
    std::string intent;
};

const Memory each_memory[] = {Memory::readable, Memory::knows_keys, Memory::blind};

bool holds_code(const Outcome& outcome, core::Code code) {
    return outcome.errors.size() == 1 && outcome.errors[0].code == code;
}

}  // namespace

TEST_CASE("of two machines the one whose intent was there first sends, and the other one stands by") {
    for (const Memory memory : each_memory) {
        const tests::TempFolder town;
        Machine one("one-1", town / "pushed");
        Machine two("two-1", town / "pushed");
        tests::FakeChannel channel(memory);
        Outcome second;
        // While the first one is between its intent and its post, the second one does all that it does.
        const Outcome first = one.announce(channel, [&] { second = two.announce(channel); });
        CHECK(first.status == Status::sent);
        CHECK(channel.posts.size() == 1);
        CHECK(holds_code(second, core::Code::another_run_sends));
        CHECK(second.errors[0].kind == Kind::later);
        // And nothing is left for a person to find out.
        one.synchronise();
        two.synchronise();
        for (Machine* machine : {&one, &two}) {
            machine->run = announce::place_of(machine->run) + "-2";
            const Outcome again = machine->announce(channel);
            CHECK(again.action == Action::nothing);
            CHECK(again.status == Status::sent);
        }
        CHECK(channel.posts.size() == 1);
    }
}

TEST_CASE("a post that another machine has sent by then is known from its lines, and nothing is sent") {
    for (const Memory memory : each_memory) {
        const tests::TempFolder town;
        Machine one("one-1", town / "pushed");
        Machine two("two-1", town / "pushed");
        tests::FakeChannel channel(memory);
        CHECK(one.announce(channel).status == Status::sent);
        one.synchronise();
        const Outcome second = two.announce(channel);
        CHECK(second.errors.empty());
        CHECK(second.status == Status::sent);
        CHECK(channel.posts.size() == 1);
    }
}

TEST_CASE("a machine that yields again and again never leaves an intent open") {
    const tests::TempFolder town;
    Machine one("one-1", town / "pushed");
    Machine two("two-1", town / "pushed");
    tests::FakeChannel channel(Memory::blind);
    channel.before_arrival = [] { throw tests::Crash{}; };
    CHECK_THROWS_AS(one.announce(channel), tests::Crash);
    channel.before_arrival = [] {};
    CHECK(holds_code(two.announce(channel), core::Code::another_run_sends));
    // It has the other one's intent now, and does not try any more.
    two.run = "two-2";
    const Outcome again = two.announce(channel);
    CHECK(again.action == Action::stand_by);
    CHECK(holds_code(again, core::Code::another_run_sends));
    CHECK(Ledger(two.file()).open_runs(two.due.key) == std::set<std::string>{"one-1"});
    CHECK(channel.posts.empty());
}

TEST_CASE("an intent that is gone after its command is told, and nothing is sent") {
    for (const Memory memory : each_memory) {
        const tests::TempFolder town;
        Machine one("one-1", town / "pushed");
        tests::FakeChannel channel(memory);
        const Outcome outcome = one.announce(channel, [&] { std::filesystem::remove(one.file()); });
        CHECK(holds_code(outcome, core::Code::intent_lost));
        CHECK(channel.posts.empty());
        CHECK(Ledger(one.file()).open_runs(one.due.key).empty());
    }
}

TEST_CASE("the command gets the line of the intent as it stands in the ledger") {
    const tests::TempFolder town;
    Machine one("one-1", town / "pushed");
    tests::FakeChannel channel(Memory::blind);
    one.announce(channel);
    CHECK(tests::lines_of(one.file()).at(0) == one.intent);
    CHECK(core::Json::parse(one.intent).at("status") == "sending");
    CHECK(core::Json::parse(one.intent).at("run") == "one-1");
}

TEST_CASE("what was not found twice ends another run's attempt, and is sent as a post of its own") {
    const tests::TempFolder town;
    Machine one("one-1", town / "pushed");
    tests::FakeChannel channel(Memory::readable);
    channel.before_arrival = [] { throw tests::Crash{}; };
    CHECK_THROWS_AS(one.announce(channel), tests::Crash);
    channel.before_arrival = [] { throw core::Error(Kind::refused, core::Code::channel_refused); };
    one.run = "one-2";
    CHECK(one.announce(channel).status == Status::failed);
    channel.before_arrival = [] {};
    one.run = "one-3";
    CHECK(one.announce(channel).status == Status::sent);
    CHECK(channel.posts.size() == 1);
}

TEST_CASE("what a damaged line may have told of is held, with its place, unless something certain is known") {
    for (const Memory memory : each_memory) {
        const tests::TempFolder folder;
        const announce::Due due = tests::due_announcement();
        tests::FakeChannel channel(memory);
        const auto run = [&] {
            Ledger ledger(folder / "ledger", "here-1");
            return announce::settle(due, channel, ledger, tests::rules_after(1),
                                    tests::surroundings(tests::heard));
        };
        tests::write(folder / "ledger", std::string(12, '\0') + "\n");
        const Outcome held = run();
        CHECK(held.action == Action::hold);
        CHECK(holds_code(held, core::Code::ledger_broken));
        CHECK(held.errors.at(0).kind == Kind::unknown);
        CHECK(core::arg(held.errors.at(0).args, "line") == "1");
        CHECK(core::arg(held.errors.at(0).args, "id") == due.id);
        CHECK(channel.posts.empty());
        CHECK(tests::read(folder / "ledger").size() == 13);
        Ledger(folder / "ledger")
            .append({due.id, due.key, Status::sent, tests::after(1), "", "", "", "", ""});
        CHECK(run().errors.empty());
        CHECK(channel.posts.empty());
    }
}
