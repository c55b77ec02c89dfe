// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/app/show/scaffold.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/questions.h"
#include "pipeline/core/json.h"

namespace cityfm::cli {
namespace {

int make_show(const app::Session& session, const Terminal& terminal, app::NewShow wanted) {
    app::refuse_if_there(std::filesystem::path(wanted.folder) / "show.toml");
    if (terminal.asks()) ask_for_rest(session.stop, terminal, wanted);
    app::make_show(session, wanted);
    terminal.result(terminal.text({"made {folder}. Next: cityfm -C {folder} new episode SLUG",
                                   "{folder} を作りました。次は cityfm -C {folder} new episode 名前"},
                                  {{"folder", wanted.folder}}));
    if (terminal.json()) terminal.document({{"folder", wanted.folder}});
    return 0;
}

int make_episode(const app::Session& session, const Terminal& terminal, const app::NewEpisode& wanted) {
    const app::MadeEpisode made = app::make_episode(session, wanted);
    const Text next =
        wanted.audio.empty()
            ? Text{"made {folder}. Next: put {recording} there, fill in episode.toml, then cityfm check",
                   "{folder} を作りました。{recording} を置き、episode.toml を書いたら cityfm check"}
            : Text{"made {folder} with the recording. Next: fill in episode.toml, then cityfm check",
                   "{folder} を作り、録音を入れました。episode.toml を書いたら cityfm check"};
    terminal.result(terminal.text(next, {{"folder", made.folder}, {"recording", made.recording}}));
    if (terminal.json()) terminal.document({{"folder", made.folder}, {"recording", made.recording}});
    return 0;
}

int make_workflow(const app::Session& session, const Terminal& terminal, const std::string& service) {
    const app::MadeWorkflow made = app::make_workflow(session, service);
    terminal.result(terminal.text({"made {path}, which installs ci/{package} and no other package. Its first "
                                   "lines say what to set up",
                                   "{path} を作りました。CI がインストールするのは ci/{package} "
                                   "だけです。必要な準備は最初の数行に書いてあります"},
                                  {{"path", made.path}, {"package", made.package}}));
    if (terminal.json()) terminal.document({{"path", made.path}, {"package", made.package}});
    return 0;
}

int make_slack_manifest(const app::Session& session, const Terminal& terminal) {
    const std::string path = app::make_slack_manifest(session);
    terminal.result(terminal.text({"made {path}. Its first lines say where to paste it",
                                   "{path} を作りました。貼り付ける場所は最初の数行に書いてあります"},
                                  {{"path", path}}));
    if (terminal.json()) terminal.document({{"path", path}});
    return 0;
}

}  // namespace

void add_new(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("new", "a new show, episode, CI workflow or Slack app");
    command->require_subcommand(1);

    const auto show = std::make_shared<app::NewShow>();
    CLI::App* new_show = command->add_subcommand("show", "a folder with show.toml and a cover");
    new_show->add_option("DIR", show->folder, "the folder to make")->required();
    new_show->add_option("--title", show->title, "the show's title")->type_name("TEXT");
    new_show->add_option("--author", show->author, "who makes it")->type_name("TEXT");
    new_show->add_option("--address", show->address, "where it will be served, https://…/")->type_name("URL");
    new_show->add_option("--email", show->email, "the owner's address, an alias")->type_name("MAIL");
    new_show->callback([&chosen, show] {
        chosen = [show](app::Session& session, Terminal& terminal) {
            return make_show(session, terminal, *show);
        };
    });

    const auto episode = std::make_shared<app::NewEpisode>();
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
        chosen = [episode](app::Session& session, Terminal& terminal) {
            return make_episode(session, terminal, *episode);
        };
    });

    const auto service = std::make_shared<std::string>();
    CLI::App* new_ci =
        command->add_subcommand("ci", "the workflow of a CI service that checks and publishes");
    add_choice(*new_ci, "SERVICE", *service, {"github", "gitlab"}, "whose workflow")->required();
    new_ci->callback([&chosen, service] {
        chosen = [service](app::Session& session, Terminal& terminal) {
            return make_workflow(session, terminal, *service);
        };
    });

    CLI::App* new_slack =
        command->add_subcommand("slack", "the manifest of a Slack app that may announce, and nothing else");
    new_slack->callback([&chosen] { chosen = make_slack_manifest; });
}

}  // namespace cityfm::cli
