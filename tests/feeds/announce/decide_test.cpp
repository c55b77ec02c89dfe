// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "feeds/announce/outbox.h"
#include "tests/feeds/announce/fake_channel.h"

using namespace cityfm;
using announce::Action;
using announce::Status;
using tests::after;

namespace {

Action decision(std::optional<Status> known, bool can_find, int hours) {
    const announce::Due due = tests::due_announcement();
    announce::Event event;
    event.key = due.key;
    event.revision = announce::revision_of(due.announcement);
    if (known) event.status = *known;
    return announce::decide(due, known ? &event : nullptr, can_find, after(hours), tests::catch_up);
}

}  // namespace

TEST_CASE("what is done about an announcement, by what is known of it") {
    struct Row {
        std::optional<Status> known;
        Action readable;       ///< within catch_up, on a channel that can be read back
        Action blind;          ///< within catch_up, on one that cannot
        Action readable_late;  ///< the same, past catch_up
        Action blind_late;
    };
    const Row row =
        GENERATE(Row{std::nullopt, Action::post, Action::post, Action::miss, Action::miss},
                 Row{Status::sending, Action::look, Action::hold, Action::look, Action::hold},
                 Row{Status::sent, Action::nothing, Action::nothing, Action::nothing, Action::nothing},
                 Row{Status::failed, Action::post, Action::post, Action::nothing, Action::nothing},
                 Row{Status::unknown, Action::look, Action::hold, Action::look, Action::hold},
                 Row{Status::missed, Action::nothing, Action::nothing, Action::nothing, Action::nothing},
                 Row{Status::withdrawn, Action::nothing, Action::nothing, Action::nothing, Action::nothing});
    INFO((row.known ? announce::name_of(*row.known) : "nothing known"));
    CHECK(decision(row.known, true, 1) == row.readable);
    CHECK(decision(row.known, false, 1) == row.blind);
    CHECK(decision(row.known, true, 25) == row.readable_late);
    CHECK(decision(row.known, false, 25) == row.blind_late);
}

TEST_CASE("catch_up counts from the episode's date and includes its last second") {
    const announce::Due due = tests::due_announcement();
    const auto at = [&](std::chrono::seconds late) {
        return announce::decide(due, nullptr, true, due.date + late, std::chrono::hours(24));
    };
    CHECK(at(std::chrono::seconds(0)) == Action::post);
    CHECK(at(std::chrono::hours(24)) == Action::post);
    CHECK(at(std::chrono::hours(24) + std::chrono::seconds(1)) == Action::miss);
}

TEST_CASE("other words than those that were sent are an edit, late or not, and never a second post") {
    announce::Due due = tests::due_announcement();
    announce::Event sent;
    sent.key = due.key;
    sent.status = Status::sent;
    sent.revision = announce::revision_of(due.announcement);
    due.announcement.title = "別の題名";
    CHECK(announce::decide(due, &sent, true, after(1), tests::catch_up) == Action::edit);
    CHECK(announce::decide(due, &sent, false, after(100), tests::catch_up) == Action::edit);
}
