// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/report.h"
#include "pipeline/cli/work.h"
#include "pipeline/core/lock.h"

namespace cityfm::cli {
namespace {

int publish_command(Session& session, const PublishOptions& options) {
    const core::Lock lock = session.lock();
    model::LoadedShow loaded = load_checked(session);
    core::NoProgress progress;
    build::Builder builder(loaded.show, 1, progress, session.stop);
    const Staged staged =
        stage_public(session, loaded.show, builder, {options.without, !loaded.show.announce.assume_public});
    const Part part = do_publish(session, loaded.show, staged, options);
    core::Json document = {{"targets", part.json}};
    if (part.exit_code != 0) document["findings"] = complaints_in(session.terminal);
    report(session.terminal, document);
    return part.exit_code;
}

}  // namespace

void add_publish(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("publish", "plan, show, apply: bring the targets up to date");
    const auto options = std::make_shared<PublishOptions>();
    const auto allow_private = std::make_shared<bool>(false);
    command->add_option("TARGET", options->targets, "ids of [[target]] (default: all)");
    command->add_flag("--plan", options->plan_only, "show what would be written, and write nothing");
    command->add_flag(
        "--prune", options->prune,
        "also remove media that the feed no longer names; apps that still ask for them get none");
    add_without(*command, options->without);
    add_allow_private(*command, *allow_private);
    command->callback([&chosen, options, allow_private] {
        chosen = [options, allow_private](Session& session) {
            session.allow_private = *allow_private;
            return publish_command(session, *options);
        };
    });
}

}  // namespace cityfm::cli
