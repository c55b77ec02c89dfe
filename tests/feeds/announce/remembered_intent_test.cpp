// SPDX-License-Identifier: MIT
// An intent is remembered outside the ledger before the post leaves.
#include <catch2/catch.hpp>

#include "feeds/announce/outbox.h"
#include "pipeline/core/error.h"
#include "tests/feeds/announce/fake_channel.h"
#include "tests/support/files.h"

using namespace cityfm;
using announce::Ledger;
using announce::Status;

TEST_CASE("an intent that cannot be remembered keeps the post back") {
    const tests::TempFolder folder;
    const std::filesystem::path file = folder / "announcements.jsonl";
    const announce::Due due = tests::due_announcement();
    const auto known = [&] {
        const Ledger ledger(file);
        const announce::Event* latest = ledger.latest(due.key);
        REQUIRE(latest != nullptr);
        return latest->status;
    };
    tests::FakeChannel channel(announce::Memory::blind, false);
    channel.before_arrival = [] { FAIL("it was posted"); };
    announce::Surroundings around = tests::surroundings(tests::heard);
    bool is_asked = false;
    around.remember = [&] {
        is_asked = true;
        CHECK(known() == Status::sending);
        throw core::Error(core::Kind::failed, core::Code::disk_full, {{"path", ".cityfm/announced.json"}});
    };
    Ledger ledger(file);
    announce::Outcome outcome;
    try {
        outcome = announce::settle(due, channel, ledger, tests::rules_after(1), around);
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::disk_full);
    }
    CHECK(is_asked);
    CHECK(outcome.status != Status::sent);
    CHECK(known() == Status::failed);
}
