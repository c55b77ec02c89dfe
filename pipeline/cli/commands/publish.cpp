// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/clock_check.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/work.h"
#include "pipeline/core/lock.h"

namespace cityfm::cli {
namespace {

struct PublishArguments {
    PublishOptions publish;
    GuardOptions guard;
    bool allow_private = false;
};

int publish_command(Session& session, const PublishArguments& options) {
    const core::Lock lock = session.lock();
    UsableShow usable = load_usable(session);
    const bool plans = options.publish.plan_only;
    if (!plans) {
        session.require_today(usable.show);
        check_clock(session, usable.show);
    }
    Guard guard(session, usable.show, with_kept(options.guard, usable));
    guard.look(options.publish.targets);
    core::NoProgress progress;
    production::Builder builder(usable.show, 1, progress, session.stop);
    const Staged staged =
        stage_public(session, usable.show, builder, guard, plans ? Writing::no : Writing::yes);
    const Part part = do_publish(session, usable.show, staged, guard, options.publish);
    const int code = core::gravest(usable.exit_code, part.exit_code);
    core::Json document = {{"targets", part.json}};
    if (code != 0) document["findings"] = complaints_in(session.terminal);
    report(session.terminal, document);
    return code;
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
        chosen = [options](Session& session) {
            session.allow_private = options->allow_private;
            return publish_command(session, *options);
        };
    });
}

}  // namespace cityfm::cli
