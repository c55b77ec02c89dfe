// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/clock_check.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/work.h"
#include "pipeline/core/error.h"
#include "pipeline/core/lock.h"

namespace cityfm::cli {
namespace {

using core::Code;
using core::Error;
using core::Kind;

struct AnnounceArguments {
    AnnounceOptions announce;
    std::vector<std::string> resolve;  ///< an id, and what a person found out about it
    bool status = false;
    bool assume_public = false;
    bool allow_private = false;
};

int announce_command(Session& session, const AnnounceArguments& options) {
    if (options.announce.letters && options.announce.episodes.empty())
        throw Error(Kind::usage, Code::missing_argument,
                    {{"name", "EPISODE"}, {"example", "cityfm announce --letters 2026-12-06-ramen"}});
    if (options.status) {
        const Part shown = show_announcements(session, load_checked(session).show);
        report(session.terminal, {{"announcements", shown.json}});
        return shown.exit_code;
    }
    const core::Lock lock = session.lock();
    UsableShow usable = load_usable(session, options.announce.episodes);
    model::Show& show = usable.show;
    if (!options.announce.preview) {
        session.require_today(show);
        check_clock(session, show);
    }
    if (!options.resolve.empty()) {
        const Part resolved = do_resolve(session, show, options.resolve[0], options.resolve[1] == "sent");
        report(session.terminal, {{"announcements", resolved.json}});
        return resolved.exit_code;
    }
    show.announce.assume_public = show.announce.assume_public || options.assume_public;
    if (!options.announce.preview) require_secrets(session, show, options.announce.only);
    Guard guard(session, show, with_kept({}, usable));
    guard.look_at_public();
    core::NoProgress progress;
    production::Builder builder(show, 1, progress, session.stop);
    const Staged staged =
        stage_public(session, show, builder, guard, options.announce.preview ? Writing::no : Writing::yes);
    AnnounceOptions announce = options.announce;
    announce.run = new_run(lock);
    const Part part = do_announce(session, show, staged, announce);
    report(session.terminal, {{"announcements", part.json}});
    return core::gravest(usable.exit_code, part.exit_code);
}

void add_resolve(CLI::App& command, std::vector<std::string>& resolve) {
    command
        .add_option("--resolve", resolve,
                    "say what became of an announcement whose outcome is unknown: its id, then sent or "
                    "not-sent")
        ->type_name("ID STATE")
        ->expected(2)
        ->check([](const std::string& word) {
            // The id holds a slash, the state is one of two words.
            const bool good = word.find('/') != std::string::npos || word == "sent" || word == "not-sent";
            return good ? std::string() : "sent or not-sent, not " + word;
        });
}

}  // namespace

void add_announce(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("announce", "send what is due to the channels, exactly once");
    const auto options = std::make_shared<AnnounceArguments>();
    command->add_option("EPISODE", options->announce.episodes,
                        "folders below episodes/ (default: all that are due)");
    command->add_flag("--preview", options->announce.preview,
                      "show what would be sent, also as a page, and send nothing");
    command->add_flag("--status", options->status, "show how far each announcement is, and send nothing");
    command
        ->add_option(
            "--only", options->announce.only,
            "only this channel, also where it refused before, and the newest episode though it is late")
        ->type_name("CHANNEL")
        ->expected(1)
        ->take_all();
    command->add_flag("--correction", options->announce.corrections,
                      "where a post is wrong and its channel cannot edit, post a correction");
    command->add_flag("--letters", options->announce.letters,
                      "ask for letters for these episodes, which need not be out yet");
    command->add_flag("--assume-public", options->assume_public,
                      "do not ask whether the sound can be heard yet");
    add_allow_private(*command, options->allow_private);
    add_resolve(*command, options->resolve);
    command
        ->add_option("--commit-intent", options->announce.commit_intent,
                     "run this command line between writing the intent and each post: it commits and pushes "
                     "the intent")
        ->type_name("CMD");
    command->callback([&chosen, options] {
        chosen = [options](Session& session) {
            session.allow_private = options->allow_private;
            return announce_command(session, *options);
        };
    });
}

}  // namespace cityfm::cli
