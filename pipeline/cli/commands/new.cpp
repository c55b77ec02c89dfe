// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/scaffold.h"

namespace cityfm::cli {

void add_new(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("new", "a new show, episode, CI workflow or Slack app");
    command->require_subcommand(1);

    const auto show = std::make_shared<NewShow>();
    CLI::App* new_show = command->add_subcommand("show", "a folder with show.toml and a cover");
    new_show->add_option("DIR", show->folder, "the folder to make")->required();
    new_show->add_option("--title", show->title, "the show's title")->type_name("TEXT");
    new_show->add_option("--author", show->author, "who makes it")->type_name("TEXT");
    new_show->add_option("--address", show->address, "where it will be served, https://…/")->type_name("URL");
    new_show->add_option("--email", show->email, "the owner's address, an alias")->type_name("MAIL");
    new_show->callback(
        [&chosen, show] { chosen = [show](Session& session) { return make_show(session, *show); }; });

    const auto episode = std::make_shared<NewEpisode>();
    CLI::App* new_episode =
        command->add_subcommand("episode", "a folder below episodes/ with episode.toml and notes.md");
    new_episode->add_option("SLUG", episode->slug, "a short name: ramen")->required();
    new_episode->add_option("--title", episode->title, "the episode's title")->type_name("TEXT");
    new_episode->add_option("--question", episode->question, "what the listeners are asked")
        ->type_name("TEXT");
    new_episode
        ->add_option("--date", episode->date, "when it becomes public: now, 2026-11-29, \"2026-11-29 20:00\"")
        ->type_name("TIME");
    new_episode->add_option("--audio", episode->audio, "a recording to copy in")->type_name("FILE");
    new_episode->callback([&chosen, episode] {
        chosen = [episode](Session& session) { return make_episode(session, *episode); };
    });

    const auto service = std::make_shared<std::string>();
    CLI::App* new_ci =
        command->add_subcommand("ci", "the workflow of a CI service that checks and publishes");
    add_choice(*new_ci, "SERVICE", *service, {"github", "gitlab"}, "whose workflow")->required();
    new_ci->callback([&chosen, service] {
        chosen = [service](Session& session) { return make_workflow(session, *service); };
    });

    CLI::App* new_slack =
        command->add_subcommand("slack", "the manifest of a Slack app that may announce, and nothing else");
    new_slack->callback([&chosen] { chosen = make_slack_manifest; });
}

}  // namespace cityfm::cli
