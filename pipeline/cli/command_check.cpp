// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/build/gather.h"
#include "pipeline/cli/commands.h"

namespace cityfm::cli {
namespace {

int check(Session& session, const std::vector<std::string>& episodes) {
    Terminal& terminal = session.terminal;
    const model::LoadedShow loaded = model::load_show(session.show_folder());
    require_episodes(loaded.show, episodes);
    core::Json list = core::Json::array();
    bool errors = false;
    for (const core::Finding& finding : build::check_all(loaded)) {
        const bool of_other_episode =
            !episodes.empty() && finding.where.file.starts_with("episodes/") &&
            std::none_of(episodes.begin(), episodes.end(), [&](const std::string& episode) {
                return finding.where.file.starts_with("episodes/" + episode + "/");
            });
        if (of_other_episode) continue;
        errors = errors || finding.severity == core::Severity::error;
        list.push_back(to_json(finding, terminal.language()));
        terminal.result(show_finding(finding, terminal.language()));
    }
    if (terminal.json()) terminal.document({{"findings", list}});
    if (list.empty()) terminal.say(terminal.text({"nothing to mend", "直すところはありません"}));
    return errors ? core::exit_code(core::Kind::show) : 0;
}

}  // namespace

void add_check(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("check", "every finding at once; nothing is written");
    const auto episodes = std::make_shared<std::vector<std::string>>();
    command->add_option("EPISODE", *episodes, "folders below episodes/ (default: all)");
    command->callback(
        [&chosen, episodes] { chosen = [episodes](Session& session) { return check(session, *episodes); }; });
}

}  // namespace cityfm::cli
