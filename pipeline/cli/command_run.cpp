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

struct Options {
    BuildOptions build;
    PublishOptions publish;
    AnnounceOptions announce;
    bool allow_private = false;
};

int run_command(Session& session, const Options& options) {
    const core::Lock lock = session.lock();
    model::LoadedShow loaded = load_checked(session);
    require_secrets(session, loaded.show);
    TerminalProgress progress(session.terminal);
    build::Builder builder(loaded.show, threads_for(options.build.jobs), progress, session.stop);
    const Part built = do_build(session, builder, options.build, loaded.show);
    const Staged staged = stage_public(session, loaded.show, builder,
                                       {options.publish.without, !loaded.show.announce.assume_public});
    const Part published = do_publish(session, loaded.show, staged, options.publish);
    // An episode that reached no target cannot be heard, whatever announce.assume_public says.
    const bool reached_none = !loaded.show.targets.empty() && published.json.empty();
    if (reached_none) {
        session.terminal.say(session.terminal.text({"nothing was announced: no target could be reached",
                                                    "公開先に届かなかったので、告知は見送りました"}));
    }
    const Part announced = reached_none ? Part{core::Json::array(), 0}
                                        : do_announce(session, loaded.show, staged, options.announce);
    const int code = core::gravest(built.exit_code, core::gravest(published.exit_code, announced.exit_code));
    core::Json document = {
        {"episodes", built.json}, {"targets", published.json}, {"announcements", announced.json}};
    if (code != 0) document["findings"] = complaints_in(session.terminal);
    report(session.terminal, document);
    return code;
}

}  // namespace

void add_run(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("run", "build, publish and announce what is due: the main job");
    const auto options = std::make_shared<Options>();
    add_without(*command, options->publish.without);
    add_allow_private(*command, options->allow_private);
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
