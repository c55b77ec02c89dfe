// SPDX-License-Identifier: MIT
#include "feeds/announce/outbox.h"

namespace cityfm::announce {
namespace {

using core::Code;
using core::Error;
using core::Kind;

}  // namespace

Action decide(const Due& due, const Event* latest, bool channel_can_find, core::Instant now,
              std::chrono::seconds catch_up) {
    if (latest == nullptr) return now - due.date > catch_up ? Action::miss : Action::post;
    switch (latest->status) {
        case Status::sent:
            return latest->revision == revision_of(due.announcement) ? Action::nothing : Action::edit;
        case Status::sending:
        case Status::unknown:
            return channel_can_find ? Action::look : Action::hold;
        case Status::failed:
            return now - due.date > catch_up ? Action::nothing : Action::post;
        case Status::missed:
        case Status::withdrawn:
            return Action::nothing;
    }
    return Action::nothing;
}

Outcome settle(const Due& due, Channel& channel, Ledger& ledger, core::Instant now,
               std::chrono::seconds catch_up, const Surroundings& around) {
    const Event* latest = ledger.latest(due.key);
    Outcome outcome;
    outcome.id = due.id;
    outcome.action = decide(due, latest, channel.can_find(), now, catch_up);
    if (latest != nullptr) outcome.status = latest->status;
    const std::string revision = revision_of(due.announcement);
    const auto record = [&](Status status, const Posted& posted) {
        ledger.append({due.id, due.key, status, core::show_rfc3339(now, "UTC"), revision, posted.remote_id,
                       posted.link});
        outcome.status = status;
        outcome.link = posted.link;
    };
    switch (outcome.action) {
        case Action::nothing:
        case Action::edit:  // no channel of this version can edit: the post stands as it is, and that is said
            return outcome;
        case Action::hold:
            if (outcome.status == Status::sending) record(Status::unknown, {});
            outcome.errors.emplace_back(Kind::unknown, Code::outcome_unknown, core::Args{{"id", due.id}});
            return outcome;
        case Action::miss:
            record(Status::missed, {});
            return outcome;
        case Action::look:
        case Action::post:
            break;
    }
    std::optional<Posted> posted;
    try {
        // A lost ledger is no reason to say a thing twice, either.
        if (channel.can_find()) posted = channel.find(due.key);
    } catch (const Error& error) {
        if (error.kind == Kind::interrupted) throw;
        outcome.errors.push_back(error);
        return outcome;
    }
    if (posted) {
        outcome.action = Action::look;
        record(Status::sent, *posted);
        return outcome;
    }
    if (now - due.date > catch_up) {
        // A crash cut it off before it arrived, and by now its time has passed.
        outcome.action = Action::miss;
        record(Status::missed, {});
        return outcome;
    }
    if (!around.may_be_heard()) {
        outcome.action = Action::nothing;
        outcome.errors.emplace_back(Kind::later, Code::not_public_yet,
                                    core::Args{{"id", due.id}, {"url", due.announcement.listen_url}});
        return outcome;
    }
    record(Status::sending, {});
    try {
        if (around.commit_intent) around.commit_intent();
    } catch (const Error& error) {
        record(Status::failed, {});
        outcome.errors.push_back(error);
        return outcome;
    }
    try {
        posted = channel.post(due.announcement, due.key);
    } catch (const Error& error) {
        // Only an outcome that nobody can tell is held; what certainly did not arrive may be tried again.
        record(
            error.kind == Kind::unknown || error.kind == Kind::interrupted ? Status::unknown : Status::failed,
            {});
        if (error.kind == Kind::interrupted) throw;
        if (error.kind == Kind::unknown) {
            outcome.errors.emplace_back(Kind::unknown, Code::outcome_unknown, core::Args{{"id", due.id}});
        } else {
            outcome.errors.push_back(error);
        }
        return outcome;
    }
    record(Status::sent, *posted);
    outcome.action = Action::post;
    return outcome;
}

bool withdraw(const Event& event, Channel& channel, Ledger& ledger, core::Instant now) {
    if (!channel.withdraw(event.key, event.remote_id)) return false;
    Event withdrawn = event;
    withdrawn.status = Status::withdrawn;
    withdrawn.time = core::show_rfc3339(now, "UTC");
    ledger.append(withdrawn);
    return true;
}

}  // namespace cityfm::announce
