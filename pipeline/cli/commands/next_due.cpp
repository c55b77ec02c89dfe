// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "pipeline/cli/commands/commands.h"

namespace cityfm::cli {
namespace {

/// The episode that becomes due first after `now`, or null.
const model::Episode* next_episode(const model::Show& show, core::Instant now) {
    const model::Episode* next = nullptr;
    for (const model::Episode& episode : show.episodes) {
        const bool withdrawn = episode.release && !episode.release->withdrawn.empty();
        if (!episode.date || withdrawn || model::is_due(episode, now)) continue;
        if (next == nullptr || *episode.date < *next->date) next = &episode;
    }
    return next;
}

int next_due(Session& session) {
    const Terminal& terminal = session.terminal;
    const model::Show show = model::load_show(session.show_folder()).show;
    const model::Episode* next = next_episode(show, session.now);
    if (next == nullptr) {
        terminal.say(terminal.text({"nothing becomes due", "これから公開になる回はありません"}));
    } else {
        terminal.result(core::show_rfc3339(*next->date, show.timezone) + "  " + next->folder);
    }
    if (terminal.json()) {
        core::Json json = {{"next_due", nullptr}, {"episode", nullptr}};
        if (next != nullptr) {
            json["next_due"] = core::show_rfc3339(*next->date, show.timezone);
            json["episode"] = next->folder;
        }
        terminal.document(json);
    }
    return 0;
}

}  // namespace

void add_next_due(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("next-due", "when something next becomes due, and which episode");
    command->callback([&chosen] { chosen = [](Session& session) { return next_due(session); }; });
}

}  // namespace cityfm::cli
