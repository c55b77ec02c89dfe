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

struct RunArguments {
    app::MakeOptions make;
    app::PublishOptions publish;
    app::AnnounceOptions announce;
    app::GuardOptions guard;
    int jobs = 0;
    bool allow_private = false;
};

int run_command(app::Session& session, Terminal& terminal, const RunArguments& options) {
    session.allow_private = options.allow_private;
    app::OpenShow open(session, {.listen = app::Listen::to_new_recordings, .jobs = options.jobs});
    app::require_secrets(session, open.show());
    open.require_right_clock();
    open.guard_with(options.guard).look({});
    const core::Json episodes = to_json(open.make(options.make), open.show());
    show_renditions(terminal, episodes);
    open.stage();
    const app::Published published = open.publish(options.publish);
    const core::Json announcements = to_json(open.announce(options.announce));
    core::Json document = {
        {"episodes", episodes}, {"targets", to_json(published)}, {"announcements", announcements}};
    if (open.exit_code() != 0) document["findings"] = complaints_in(terminal);
    report(terminal, document);
    return open.exit_code();
}

}  // namespace

void add_run(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("run", "build, publish and announce what is due: the main job");
    const auto options = std::make_shared<RunArguments>();
    add_guard(*command, options->guard);
    add_allow_private(*command, options->allow_private);
    add_verify(*command, options->make.verify);
    add_jobs(*command, options->jobs);
    command
        ->add_option("--commit-intent", options->announce.commit_intent,
                     "run this command line between writing an announcement's intent and its post")
        ->type_name("CMD");
    command->callback([&chosen, options] {
        chosen = [options](app::Session& session, Terminal& terminal) {
            return run_command(session, terminal, *options);
        };
    });
}

}  // namespace cityfm::cli
