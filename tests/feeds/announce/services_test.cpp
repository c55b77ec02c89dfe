// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "pipeline/core/format.h"
#include "tests/feeds/announce/channel_contract.h"
#include "tests/feeds/announce/rig.h"
#include "tests/support/golden.h"

using namespace cityfm;
using announce::Status;
using Fault = tests::ScriptedServer::Fault;

namespace {

struct NamedFault {
    Fault fault;
    const char* name;
};

constexpr NamedFault faults[] = {
    {Fault::none, "none"},
    {Fault::wait_seconds, "429, Retry-After: 1"},
    {Fault::wait_date, "429, Retry-After: a date"},
    {Fault::wait_float, "429, retry_after: 0.3 in the body"},
    {Fault::wait_long, "429, Retry-After: 3600"},
    {Fault::error_before, "500, not applied"},
    {Fault::error_after, "500, applied"},
    {Fault::reset_before, "reset, not applied"},
    {Fault::reset_after, "reset, applied"},
    {Fault::cut_body, "cut answer, applied"},
    {Fault::not_json, "HTML for an answer, applied"},
    {Fault::slow, "no answer in time, applied"},
};

std::string told(const announce::Outcome& outcome) {
    std::string text = outcome.status ? std::string(announce::name_of(*outcome.status)) : "–";
    int code = 0;
    for (const core::Error& error : outcome.errors) code = core::gravest(code, core::exit_code(error.kind));
    return text + ", " + std::to_string(code);
}

/// One row of the table: what a first run comes to, then up to three more, and what stands there.
std::string row_of(const std::string& type, const NamedFault& fault) {
    const tests::Rig rig(type);
    const announce::Due due = tests::due_for(rig);
    rig.server->patience = std::chrono::milliseconds(2500);
    rig.server->misbehave(fault.fault);
    const announce::Outcome first = rig.run(due, 1);
    const std::size_t asked = rig.server->asked_to_post();
    announce::Outcome last = first;
    for (const int hours : {2, 3, 4}) last = rig.run(due, hours);
    const auto still = rig.server->hold();
    CHECK(rig.created() <= 1);
    CHECK(rig.live() == rig.created());
    const bool is_blind = rig.open()->traits().memory == announce::Memory::blind;
    CHECK((last.status == Status::sent || (is_blind && last.status == Status::unknown)));
    CHECK((last.status != Status::sent || rig.live() == 1));
    return core::format("| {} | {} | {} | {} | {} | {} |\n", type, fault.name, told(first), asked, told(last),
                        rig.live());
}

}  // namespace

TEST_CASE("every service keeps the contract of channels") {
    const std::string type = GENERATE("slack", "slack-webhook", "discord", "line", "bluesky");
    INFO(type);
    const tests::Rig rig(type);
    tests::check_channel_contract([&] { return rig.open(); });
}

TEST_CASE("whatever becomes of an answer, one post stands there, or a blind channel waits for a person") {
    std::string table =
        "| service | what happens to the first request | first run: state, exit code | requests to post | "
        "after three more runs | live posts |\n|---|---|---|---|---|---|\n";
    for (const std::string& type : tests::http_types()) {
        for (const NamedFault& fault : faults) table += row_of(type, fault);
    }
    CHECK(table == tests::golden("announce_faults.md", table));
}

TEST_CASE("a run after the post asks nobody to post again") {
    const std::string type = GENERATE("slack", "slack-webhook", "discord", "line", "bluesky");
    INFO(type);
    const tests::Rig rig(type);
    const announce::Due due = tests::due_for(rig);
    CHECK(rig.run(due, 1).status == Status::sent);
    const std::size_t asked = rig.server->asked_to_post();
    CHECK(rig.run(due, 2).action == announce::Action::nothing);
    CHECK(rig.server->asked_to_post() == asked);
}

TEST_CASE("a post's name that a ledger got from elsewhere leads to no other address") {
    const tests::Rig rig("discord");
    const announce::Due due = tests::due_for(rig);
    CHECK(rig.run(due, 1).status == Status::sent);
    for (const char* name : {"../../../../other?q=1", "7/../8", "7#8", "%2e%2e"}) {
        INFO(name);
        try {
            rig.open()->withdraw(due.key, name);
            FAIL("it was asked for");
        } catch (const core::Error& error) {
            CHECK(error.kind == core::Kind::unknown);
        }
    }
    CHECK(rig.live() == 1);
}

TEST_CASE("a mended title is exactly one edit where the service can, and none where it cannot") {
    const std::string type = GENERATE("slack", "slack-webhook", "discord", "line", "bluesky");
    INFO(type);
    const tests::Rig rig(type);
    announce::Due due = tests::due_for(rig);
    rig.run(due, 1);
    const std::size_t asked = rig.server->asked_to_post();
    due.announcement.title = "なおした題名";
    due.announcement.words.headline = "なおした題名";
    const announce::Outcome outcome = rig.run(due, 2);
    const bool edits = rig.open()->traits().edits;
    CHECK(rig.server->asked_to_post() == asked + (edits ? 1 : 0));
    CHECK(outcome.action == announce::Action::edit);
    CHECK(outcome.remarks.empty() == edits);
    rig.run(due, 3);
    CHECK(rig.server->asked_to_post() == asked + (edits ? 1 : 0));
    CHECK(rig.live() == 1);
    CHECK(rig.created() == 1);
}

TEST_CASE("a secret appears in no error, ledger, body or link, whatever the service throws back") {
    const std::string type = GENERATE("slack", "slack-webhook", "discord", "line", "bluesky");
    INFO(type);
    // It is refused, and the service says what it was asked with.
    const std::string secret = type == "slack-webhook" || type == "discord"
                                   ? "/services/T000/B000/verysecretpart0"
                                   : "verysecretpart0";
    const tests::HttpServer echo([&](const tests::Asked& asked) {
        tests::Answer answer;
        answer.status = 403;
        answer.body = "{\"ok\":false,\"error\":\"" + asked.path + " " + secret + "\",\"message\":\"" +
                      secret + " dmVyeXNlY3JldHBhcnQw\"}";
        return answer;
    });
    const tests::Rig rig(type);
    announce::Opening opening = rig.opening;
    const bool by_address = secret.front() == '/';
    opening.secret = core::Secret(by_address ? echo.url(secret) : secret);
    if (!by_address) opening.channel.api_base = echo.url("");
    const auto channel = announce::open_channel(opening);
    announce::Ledger ledger(rig.folder / "announcements.jsonl");
    const announce::Due due = tests::due_for(rig);
    announce::Rules rules{due.date, std::chrono::hours(24)};
    const announce::Outcome outcome =
        announce::settle(due, *channel, ledger, rules, {[] { return true; }, {}, opening.pause});
    REQUIRE_FALSE(outcome.errors.empty());
    std::string all = channel->body(announce::post_of(due));
    if (std::filesystem::exists(rig.folder / "announcements.jsonl"))
        all += tests::read(rig.folder / "announcements.jsonl");
    for (const core::Error& error : outcome.errors) {
        for (const auto& [name, value] : error.args) all += value + "\n";
    }
    INFO(all);
    CHECK(all.find("verysecretpart0") == std::string::npos);
    CHECK(all.find("dmVyeXNlY3JldHBhcnQw") == std::string::npos);
}
