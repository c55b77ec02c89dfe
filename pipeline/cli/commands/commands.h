// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "pipeline/app/session.h"
#include "pipeline/cli/terminal/terminal.h"

namespace CLI {
class App;
}

namespace cityfm::cli {

/// What a command does once the command line is read: its exit code, or a thrown error.
using Action = std::function<int(app::Session& session, Terminal& terminal)>;

// Each adds one command to the app and, when the user chose it, puts its work into `chosen`.

void add_new(CLI::App& app, Action& chosen);
void add_check(CLI::App& app, Action& chosen);
void add_build(CLI::App& app, Action& chosen);
void add_publish(CLI::App& app, Action& chosen);
void add_announce(CLI::App& app, Action& chosen);
void add_run(CLI::App& app, Action& chosen);
void add_withdraw(CLI::App& app, Action& chosen);
void add_measure(CLI::App& app, Action& chosen);
void add_inspect(CLI::App& app, Action& chosen);
void add_feed(CLI::App& app, Action& chosen);
void add_lint(CLI::App& app, Action& chosen);
void add_compare(CLI::App& app, Action& chosen);
void add_import(CLI::App& app, Action& chosen);
void add_move(CLI::App& app, Action& chosen);
void add_doctor(CLI::App& app, Action& chosen);
void add_next_due(CLI::App& app, Action& chosen);
void add_step(CLI::App& app, Action& chosen);
/// `app` is looked at when the words of a command line are completed, so it has to live until then.
void add_completion(CLI::App& app, Action& chosen);

/// What `cityfm` alone does: it says what to do next in this folder.
int say_what_is_next(app::Session& session, Terminal& terminal);

/// Runs the command line and gives the exit code of the process.
int run_command_line(int argc, const char* const* argv);

}  // namespace cityfm::cli
