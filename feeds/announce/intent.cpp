// SPDX-License-Identifier: MIT
#include "feeds/announce/intent.h"

#include <algorithm>
#include <set>

#include "pipeline/core/clock.h"
#include "pipeline/core/json.h"

namespace cityfm::announce {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// Reads the ledger after the command, and finds what keeps this run from sending.
std::optional<Withheld> find_obstacle(const Due& due, Ledger& ledger,
                                      const std::set<std::string>& open_before,
                                      std::chrono::nanoseconds written) {
    ledger.reread();
    const Event* own = ledger.own(due.key);
    if (own == nullptr || own->status != Status::sending)
        return Withheld{error_about(due, Kind::refused, Code::intent_lost, {{"path", ledger.file_name()}}),
                        {}};
    if (auto error = damage_to(due, ledger)) return Withheld{std::move(error), {}};
    const Event* latest = ledger.latest(due.key);
    if (latest->status == Status::sent || latest->status == Status::withdrawn) return Withheld{{}, *latest};
    const std::set<std::string> open = ledger.open_runs(due.key);
    const bool other_is_first = std::any_of(open.begin(), open.end(), [&](const std::string& run) {
        return run != ledger.run() && !open_before.contains(run);
    });
    if (other_is_first) return Withheld{error_about(due, Kind::later, Code::another_run_sends), {}};
    if (is_too_late(written)) return Withheld{error_about(due, Kind::later, Code::sent_too_late), {}};
    return std::nullopt;
}

}  // namespace

Error error_about(const Due& due, Kind kind, Code code, const core::Args& more) {
    core::Args args = {{"id", due.id}, {"channel", due.channel}};
    args.insert(args.end(), more.begin(), more.end());
    return {kind, code, args};
}

std::optional<Error> damage_to(const Due& due, const Ledger& ledger) {
    const auto error = [&](Code code, int line) {
        return error_about(due, Kind::unknown, code,
                           {{"path", ledger.file_name()}, {"line", std::to_string(line)}});
    };
    if (const auto line = ledger.damaged_line(due.key)) return error(Code::ledger_broken, *line);
    if (const auto line = ledger.other_key_line(due.id, due.key)) return error(Code::ledger_other_key, *line);
    return std::nullopt;
}

bool is_too_late(std::chrono::nanoseconds written) {
    return core::since_boot() - written > may_send;
}

std::optional<Withheld> announce_intent(const Due& due, const Event& intent, Ledger& ledger,
                                        const Surroundings& around) {
    const std::set<std::string> open_before = ledger.open_runs(due.key);
    const auto written = core::since_boot();
    ledger.append(intent);
    const auto give_up = [&] {
        Event failed = intent;
        failed.status = Status::failed;
        if (around.now) failed.time = around.now();
        ledger.append(std::move(failed));
    };
    try {
        if (around.remember) around.remember();
    } catch (const Error&) {
        give_up();
        throw;
    }
    if (!around.commit_intent) return std::nullopt;
    std::optional<Withheld> withheld;
    try {
        around.commit_intent(core::to_line(to_json(*ledger.own(due.key))));
        withheld = find_obstacle(due, ledger, open_before, written);
    } catch (const Error& error) {
        // Nothing was sent, whatever the command left of the ledger.
        try {
            ledger.reread();
        } catch (const Error&) {
            give_up();
            throw;
        }
        give_up();
        if (error.kind == Kind::interrupted) throw;
        return Withheld{error, {}};
    }
    if (withheld) give_up();
    return withheld;
}

}  // namespace cityfm::announce
