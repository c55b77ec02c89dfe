// SPDX-License-Identifier: MIT
#include "pipeline/app/make/step.h"
#include "pipeline/core/json.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"

namespace cityfm::cli {
namespace {

struct StepArguments {
    std::string file;
    int jobs = 0;
};

int step_command(const app::Session& session, const Terminal& terminal, const StepArguments& options) {
    const production::Specification made = app::run_step(session, options.file, options.jobs);
    terminal.result(made.key);
    if (terminal.json()) terminal.document({{"key", made.key}, {"episode", made.episode}});
    return 0;
}

}  // namespace

void add_step(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("step", "run one step of a build, as build --plan --json has it");
    // For schedulers of several machines, not for people.
    command->group("");
    const auto options = std::make_shared<StepArguments>();
    command->add_option("FILE", options->file, "the step's specification, as JSON")->required();
    add_jobs(*command, options->jobs);
    command->callback([&chosen, options] {
        chosen = [options](app::Session& session, Terminal& terminal) {
            return step_command(session, terminal, *options);
        };
    });
}

}  // namespace cityfm::cli
