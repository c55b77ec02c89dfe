// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "pipeline/app/show/next.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/core/json.h"

namespace cityfm::cli {
namespace {

int next_due(const app::Session& session, const Terminal& terminal) {
    const auto next = app::next_due(session);
    if (next) {
        terminal.result(next->date + "  " + next->episode);
    } else {
        terminal.say(terminal.text({"nothing becomes due", "これから公開になる回はありません"}));
    }
    if (terminal.json()) {
        core::Json json = {{"next_due", nullptr}, {"episode", nullptr}};
        if (next) json = {{"next_due", next->date}, {"episode", next->episode}};
        terminal.document(json);
    }
    return 0;
}

}  // namespace

void add_next_due(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("next-due", "when something next becomes due, and which episode");
    command->callback([&chosen] {
        chosen = [](app::Session& session, Terminal& terminal) { return next_due(session, terminal); };
    });
}

}  // namespace cityfm::cli
