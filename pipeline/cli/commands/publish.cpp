// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/app/open_show.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/terminal/results.h"
#include "pipeline/core/json.h"

namespace cityfm::cli {
namespace {

struct PublishArguments {
    app::PublishOptions publish;
    app::GuardOptions guard;
    bool allow_private = false;
};

int publish_command(app::Session& session, Terminal& terminal, const PublishArguments& options) {
    session.allow_private = options.allow_private;
    const bool plans = options.publish.plan_only;
    app::OpenShow open(session, {.plans = plans});
    if (!plans) open.require_right_clock();
    open.guard_with(options.guard).look(options.publish.targets);
    open.stage(plans ? app::Writing::no : app::Writing::yes);
    const app::Published published = open.publish(options.publish);
    if (plans) show_plans(terminal, published);
    core::Json document = {{"targets", to_json(published)}};
    if (open.exit_code() != 0) document["findings"] = complaints_in(terminal);
    report(terminal, document);
    return open.exit_code();
}

}  // namespace

void add_publish(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("publish", "plan, show, apply: bring the targets up to date");
    const auto options = std::make_shared<PublishArguments>();
    command->add_option("TARGET", options->publish.targets, "ids of [[target]] (default: all)");
    command->add_flag("--plan", options->publish.plan_only, "show what would be written, and write nothing");
    command->add_flag(
        "--prune", options->publish.prune,
        "also remove media that the feed no longer names; apps that still ask for them get none");
    add_guard(*command, options->guard);
    add_allow_private(*command, options->allow_private);
    command->callback([&chosen, options] {
        chosen = [options](app::Session& session, Terminal& terminal) {
            return publish_command(session, terminal, *options);
        };
    });
}

}  // namespace cityfm::cli
