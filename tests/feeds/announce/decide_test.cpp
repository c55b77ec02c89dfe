// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "feeds/announce/outbox.h"
#include "tests/feeds/announce/fake_channel.h"

using namespace cityfm;
using announce::Action;
using announce::Memory;
using announce::Status;
using tests::after;
using tests::rules_after;

namespace {

announce::Traits traits_of(Memory memory) {
    return {memory, std::chrono::hours(6), false, announce::Consent::words};
}

announce::Event event_of(const announce::Due& due, Status status) {
    announce::Event event;
    event.key = due.key;
    event.status = status;
    event.revision = announce::revision_of(due.announcement);
    return event;
}

/// The decision `hours` after the date, about what was first sent at hour 0.
Action decision(std::optional<Status> known, Memory memory, int hours) {
    const announce::Due due = tests::due_announcement();
    const announce::Event event = event_of(due, known.value_or(Status::sent));
    return announce::decide(due, known ? &event : nullptr, after(0), traits_of(memory), rules_after(hours));
}

}  // namespace

TEST_CASE("what is done about an announcement, by what is known of it") {
    struct Row {
        std::optional<Status> known;
        Action readable;     ///< within catch_up, on a channel that can be read back
        Action keyed;        ///< the same, on one that knows keys for six hours, one hour after the first try
        Action keyed_later;  ///< and seven hours after it
        Action blind;        ///< within catch_up, on one that does neither
        Action readable_late;  ///< past catch_up
        Action keyed_late;
        Action blind_late;
    };
    using A = Action;
    const Row row = GENERATE(
        Row{std::nullopt, A::post, A::post, A::post, A::post, A::miss, A::miss, A::miss},
        Row{Status::sending, A::look, A::look, A::hold, A::hold, A::look, A::hold, A::hold},
        Row{Status::sent, A::nothing, A::nothing, A::nothing, A::nothing, A::nothing, A::nothing, A::nothing},
        Row{Status::failed, A::post, A::post, A::post, A::post, A::miss, A::miss, A::miss},
        Row{Status::unknown, A::look, A::look, A::hold, A::hold, A::look, A::hold, A::hold},
        Row{Status::missed, A::post, A::post, A::post, A::post, A::nothing, A::nothing, A::nothing},
        Row{Status::withdrawn, A::nothing, A::nothing, A::nothing, A::nothing, A::nothing, A::nothing,
            A::nothing});
    INFO((row.known ? announce::name_of(*row.known) : "nothing known"));
    CHECK(decision(row.known, Memory::readable, 1) == row.readable);
    CHECK(decision(row.known, Memory::knows_keys, 1) == row.keyed);
    CHECK(decision(row.known, Memory::knows_keys, 7) == row.keyed_later);
    CHECK(decision(row.known, Memory::blind, 1) == row.blind);
    CHECK(decision(row.known, Memory::readable, 25) == row.readable_late);
    CHECK(decision(row.known, Memory::knows_keys, 25) == row.keyed_late);
    CHECK(decision(row.known, Memory::blind, 25) == row.blind_late);
}

TEST_CASE("catch_up counts from when it may be said and includes its last second") {
    const announce::Due due = tests::due_announcement();
    const auto at = [&](std::chrono::seconds late) {
        return announce::decide(due, nullptr, {}, traits_of(Memory::readable),
                                {due.date + late, std::chrono::hours(24)});
    };
    CHECK(at(std::chrono::seconds(-1)) == Action::wait);
    CHECK(at(std::chrono::seconds(0)) == Action::post);
    CHECK(at(std::chrono::hours(24)) == Action::post);
    CHECK(at(std::chrono::hours(24) + std::chrono::seconds(1)) == Action::miss);
}

TEST_CASE("other words than those that were sent are an edit, late or not, and never a second post") {
    announce::Due due = tests::due_announcement();
    const announce::Event sent = event_of(due, Status::sent);
    due.announcement.title = "別の題名";
    for (const Memory memory : {Memory::readable, Memory::knows_keys, Memory::blind}) {
        CHECK(announce::decide(due, &sent, {}, traits_of(memory), rules_after(1)) == Action::edit);
        CHECK(announce::decide(due, &sent, {}, traits_of(memory), rules_after(100)) == Action::edit);
    }
}

TEST_CASE("a revision that an older version wrote is no reason to edit every post there is") {
    const announce::Due due = tests::due_announcement();
    announce::Event sent = event_of(due, Status::sent);
    sent.revision = std::string(64, 'a');
    CHECK(announce::decide(due, &sent, {}, traits_of(Memory::readable), rules_after(1)) == Action::nothing);
}

TEST_CASE("in quiet hours, and where a channel had enough, a post waits and what is known stays") {
    const announce::Due due = tests::due_announcement();
    announce::Rules quiet = rules_after(1);
    quiet.quiet_until = after(3);
    CHECK(announce::decide(due, nullptr, {}, traits_of(Memory::blind), quiet) == Action::wait);
    quiet.now = after(3);
    CHECK(announce::decide(due, nullptr, {}, traits_of(Memory::blind), quiet) == Action::post);
    announce::Rules full = rules_after(1);
    full.has_room = false;
    CHECK(announce::decide(due, nullptr, {}, traits_of(Memory::blind), full) == Action::put_off);
    const announce::Event sent = event_of(due, Status::sent);
    CHECK(announce::decide(due, &sent, {}, traits_of(Memory::blind), full) == Action::nothing);
}

TEST_CASE("a channel that refused is left alone until its settings change, or somebody asks for it") {
    announce::Due due = tests::due_announcement();
    due.configuration = "with token 1";
    announce::Event failed = event_of(due, Status::failed);
    failed.configuration = due.configuration;
    announce::Rules rules = rules_after(1);
    CHECK(announce::decide(due, &failed, {}, traits_of(Memory::readable), rules) == Action::leave_be);
    rules.asks_again = true;
    CHECK(announce::decide(due, &failed, {}, traits_of(Memory::readable), rules) == Action::post);
    rules.asks_again = false;
    due.configuration = "with token 2";
    CHECK(announce::decide(due, &failed, {}, traits_of(Memory::readable), rules) == Action::post);
}

TEST_CASE("what missed its time is sent when it is asked for by name, and told when its channel is") {
    const announce::Due due = tests::due_announcement();
    const announce::Event missed = event_of(due, Status::missed);
    announce::Rules rules = rules_after(100);
    CHECK(announce::decide(due, &missed, {}, traits_of(Memory::blind), rules) == Action::nothing);
    rules.asks_again = true;
    CHECK(announce::decide(due, &missed, {}, traits_of(Memory::blind), rules) == Action::miss);
    rules.may_be_late = true;
    CHECK(announce::decide(due, &missed, {}, traits_of(Memory::blind), rules) == Action::post);
    CHECK(announce::decide(due, nullptr, {}, traits_of(Memory::blind), rules) == Action::post);
    rules = rules_after(100);
    rules.catch_up = std::chrono::hours(200);
    CHECK(announce::decide(due, &missed, {}, traits_of(Memory::blind), rules) == Action::post);
}

TEST_CASE("an intent from elsewhere is left to its run for a while; one from here was cut off") {
    const announce::Due due = tests::due_announcement();
    announce::Event sending = event_of(due, Status::sending);
    sending.run = "there-1";
    announce::Rules rules = rules_after(1);
    rules.place = "here";
    const auto decision_after = [&](std::chrono::minutes time, Memory memory) {
        sending.time = rules.now - time;
        return announce::decide(due, &sending, sending.time, traits_of(memory), rules);
    };
    using std::chrono::minutes;
    for (const Memory memory : {Memory::readable, Memory::knows_keys, Memory::blind}) {
        const Action alone = memory == Memory::blind ? Action::hold : Action::look;
        CHECK(decision_after(minutes(0), memory) == Action::stand_by);
        CHECK(decision_after(minutes(44), memory) == Action::stand_by);
        CHECK(decision_after(minutes(45), memory) == alone);
        // The other clock may be ahead.
        CHECK(decision_after(minutes(-60), memory) == Action::stand_by);
        for (const char* run : {"here-1", ""}) {
            sending.run = run;
            CHECK(decision_after(minutes(0), memory) == alone);
        }
        sending.run = "there-1";
        sending.status = Status::unknown;
        CHECK(decision_after(minutes(0), memory) == alone);
        sending.status = Status::sending;
    }
}
