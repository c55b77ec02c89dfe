// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands.h"
#include "pipeline/cli/work.h"
#include "pipeline/core/lock.h"

namespace cityfm::cli {
namespace {

int run_command(Session& session, const BuildOptions& options) {
    const core::Lock lock(session.show_folder() / ".cityfm" / "lock");
    model::LoadedShow loaded = load_checked(session);
    TerminalProgress progress(session.terminal);
    build::Builder builder(loaded.show, threads_for(options.jobs), progress, session.stop);
    const Part built = do_build(session, builder, options, loaded.show);
    const Staged staged = stage_public(loaded.show, session.now, builder);
    const Part published = do_publish(session, loaded.show, staged, {});
    const Part announced = do_announce(session, loaded.show, staged, {});
    if (session.terminal.json()) {
        session.terminal.document(
            {{"episodes", built.json}, {"targets", published.json}, {"announcements", announced.json}});
    }
    return core::gravest(built.exit_code, core::gravest(published.exit_code, announced.exit_code));
}

}  // namespace

void add_run(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("run", "build, publish and announce what is due: the main job");
    const auto options = std::make_shared<BuildOptions>();
    command->add_option("--jobs", options->jobs, "threads (default: one a core)")
        ->type_name("N")
        ->check(CLI::Range(1, 64));
    command->callback([&chosen, options] {
        chosen = [options](Session& session) { return run_command(session, *options); };
    });
}

}  // namespace cityfm::cli
