// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands.h"
#include "pipeline/cli/scaffold.h"

namespace cityfm::cli {

void add_new(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("new", "a new show or a new episode that passes check");
    command->require_subcommand(1);

    const auto show = std::make_shared<NewShow>();
    CLI::App* new_show =
        command->add_subcommand("show", "a folder with show.toml, a cover and a first episode to fill");
    new_show->add_option("DIR", show->folder, "the folder to make")->required();
    new_show->add_option("--title", show->title, "the show's title");
    new_show->add_option("--author", show->author, "who makes it");
    new_show->add_option("--address", show->address, "where it will be served, https://…/");
    new_show->add_option("--email", show->email, "the owner's address, an alias");
    new_show->callback(
        [&chosen, show] { chosen = [show](Session& session) { return make_show(session, *show); }; });

    const auto slug = std::make_shared<std::string>();
    CLI::App* new_episode =
        command->add_subcommand("episode", "a folder below episodes/ with episode.toml and notes.md");
    new_episode->add_option("SLUG", *slug, "a short name: ramen")->required();
    new_episode->callback(
        [&chosen, slug] { chosen = [slug](Session& session) { return make_episode(session, *slug); }; });
}

}  // namespace cityfm::cli
