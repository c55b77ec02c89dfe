// SPDX-License-Identifier: MIT
#include "pipeline/app/announce/resolve.h"

#include "feeds/announce/intent.h"
#include "feeds/announce/ledger.h"
#include "pipeline/app/announce/dues.h"
#include "pipeline/app/ledger_file.h"
#include "pipeline/core/suggest.h"

namespace cityfm::app {
namespace {

using announce::Due;
using announce::Event;
using announce::Status;
using core::Code;
using core::Error;
using core::Kind;

/// The announcements that a damaged line of the ledger may have told of, and no whole one does.
std::vector<Event> held_by_damage(const Session& session, const model::Show& show,
                                  const announce::Ledger& ledger) {
    std::vector<Event> held;
    for (const model::Channel& settings : show.channels) {
        const OpenedChannel channel = open_channel(session, show, settings, SecretUse::none);
        for (const model::Episode& episode : show.episodes) {
            if (!episode.date) continue;
            for (const Due& due : dues_of({show, channel, episode, session.now}, {})) {
                if (!announce::damage_to(due, ledger) || ledger.latest(due.key) != nullptr) continue;
                Event event;
                event.id = due.id;
                event.key = due.key;
                event.status = Status::unknown;
                held.push_back(std::move(event));
            }
        }
    }
    return held;
}

/// Writes down what became of each attempt that is open; of one that nothing whole tells of, as one.
void settle(announce::Ledger& ledger, Event event, Status status, core::Instant now) {
    event.status = status;
    event.time = now;
    std::set<std::string> runs = ledger.open_runs(event.key);
    if (runs.empty()) runs.insert(event.run);
    for (const std::string& run : runs) {
        event.run = run;
        ledger.append(event);
    }
}

}  // namespace

void resolve(const Session& session, const model::Show& show, const std::string& id, Found found) {
    announce::Ledger ledger(ledger_of(show));
    std::vector<Event> waiting = held_by_damage(session, show, ledger);
    const AnnouncedHere remembered = announced_here(show);
    for (const auto& [key, forgotten] : remembered.value_or(std::map<std::string, std::string>())) {
        if (ledger.latest(key) != nullptr) continue;
        Event event;
        event.id = forgotten;
        event.key = key;
        waiting.push_back(std::move(event));
    }
    for (const Event& event : ledger.latest()) {
        if (event.status == Status::unknown || event.status == Status::sending) waiting.push_back(event);
    }
    std::vector<std::string> ids;
    for (const Event& event : waiting) {
        ids.push_back(event.id);
        if (event.id != id) continue;
        settle(ledger, event, found == Found::sent ? Status::sent : Status::failed, session.clock.now());
        session.observer.told(found == Found::sent ? Code::counts_as_sent : Code::counts_as_not_sent,
                              {{"id", id}});
        return;
    }
    throw Error(Kind::usage, Code::no_such_announcement,
                {{"found", id}, {"meant", core::did_you_mean(id, ids)}});
}

}  // namespace cityfm::app
