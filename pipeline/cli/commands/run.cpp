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

struct RunArguments {
    BuildOptions build;
    PublishOptions publish;
    AnnounceOptions announce;
    GuardOptions guard;
    bool allow_private = false;
};

int run_command(Session& session, const RunArguments& options) {
    const core::Lock lock = session.lock();
    UsableShow usable = load_usable(session, {}, Listen::to_new_recordings);
    model::Show& show = usable.show;
    session.require_today(show);
    require_secrets(session, show);
    check_clock(session, show);
    Guard guard(session, show, with_kept(options.guard, usable));
    guard.look({});
    TerminalProgress progress(session.terminal);
    production::Builder builder(show, threads_for(options.build.jobs), progress, session.stop);
    const Part built = do_build(session, builder, options.build, show);
    const Staged staged = stage_public(session, show, builder, guard);
    const Part published = do_publish(session, show, staged, guard, options.publish);
    // An episode that reached no target cannot be heard, whatever announce.assume_public says.
    const bool reached_none = !show.targets.empty() && published.json.empty();
    if (reached_none) {
        session.terminal.say(session.terminal.text({"nothing was announced: no target could be reached",
                                                    "公開先に届かなかったので、告知は見送りました"}));
    }
    AnnounceOptions announce = options.announce;
    announce.run = new_run(lock);
    const Part announced =
        reached_none ? Part{core::Json::array(), 0} : do_announce(session, show, staged, announce);
    const int made = core::gravest(usable.exit_code, built.exit_code);
    const int code = core::gravest(made, core::gravest(published.exit_code, announced.exit_code));
    core::Json document = {
        {"episodes", built.json}, {"targets", published.json}, {"announcements", announced.json}};
    if (code != 0) document["findings"] = complaints_in(session.terminal);
    report(session.terminal, document);
    return code;
}

}  // namespace

void add_run(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("run", "build, publish and announce what is due: the main job");
    const auto options = std::make_shared<RunArguments>();
    add_guard(*command, options->guard);
    add_allow_private(*command, options->allow_private);
    add_verify(*command, options->build.verify);
    add_jobs(*command, options->build.jobs);
    command
        ->add_option("--commit-intent", options->announce.commit_intent,
                     "run this command line between writing an announcement's intent and its post")
        ->type_name("CMD");
    command->callback([&chosen, options] {
        chosen = [options](Session& session) {
            session.allow_private = options->allow_private;
            return run_command(session, *options);
        };
    });
}

}  // namespace cityfm::cli
