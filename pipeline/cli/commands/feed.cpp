// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/app/publish/show_feed.h"
#include "pipeline/cli/commands/commands.h"

namespace cityfm::cli {
namespace {

int feed_command(const app::Session& session, const Terminal& terminal, app::FeedOptions options) {
    options.as_json = terminal.json();
    const app::WrittenFeed written = app::write_feed(session, options);
    if (options.out.empty()) terminal.content(written.content);
    if (written.files > 0) {
        terminal.say(
            terminal.text({"wrote {count} files to {path}", "{path} に {count} 件書きました"},
                          {{"count", std::to_string(written.files)}, {"path", options.out.string()}}));
    }
    return 0;
}

}  // namespace

void add_feed(CLI::App& app, Action& chosen) {
    CLI::App* command =
        app.add_subcommand("feed", "write the feed, from show.toml, episode.toml and release.json alone");
    const auto options = std::make_shared<app::FeedOptions>();
    command->add_option("PATH", options->path,
                        "of one of several feeds, as in show.toml (default: the first)");
    command
        ->add_option("-o", options->out, "into this file, or all feeds into this folder (default: to stdout)")
        ->type_name("FILE");
    command->callback([&chosen, options] {
        chosen = [options](app::Session& session, Terminal& terminal) {
            return feed_command(session, terminal, *options);
        };
    });
}

}  // namespace cityfm::cli
