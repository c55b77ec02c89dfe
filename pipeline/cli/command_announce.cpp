// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands.h"
#include "pipeline/cli/work.h"
#include "pipeline/core/lock.h"

namespace cityfm::cli {
namespace {

int announce_command(Session& session, const AnnounceOptions& options) {
    const core::Lock lock(session.show_folder() / ".cityfm" / "lock");
    model::LoadedShow loaded = load_checked(session);
    core::NoProgress progress;
    build::Builder builder(loaded.show, 1, progress, session.stop);
    const Part part =
        do_announce(session, loaded.show, stage_public(loaded.show, session.now, builder), options);
    if (session.terminal.json()) session.terminal.document({{"announcements", part.json}});
    return part.exit_code;
}

}  // namespace

void add_announce(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("announce", "send what is due to the channels, exactly once");
    const auto options = std::make_shared<AnnounceOptions>();
    command->add_option("EPISODE", options->episodes, "folders below episodes/ (default: all that are due)");
    command->add_flag("--preview", options->preview, "show what would be sent, and send nothing");
    command->callback([&chosen, options] {
        chosen = [options](Session& session) { return announce_command(session, *options); };
    });
}

}  // namespace cityfm::cli
