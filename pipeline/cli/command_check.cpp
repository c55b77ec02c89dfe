// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/build/gather.h"
#include "pipeline/cli/annotations.h"
#include "pipeline/cli/commands.h"

namespace cityfm::cli {
namespace {

struct Options {
    std::vector<std::string> episodes;
    std::string format = "text";
};

/// The findings about the show and about the episodes named; about all of them where none is.
core::Findings findings_about(const model::LoadedShow& loaded, const std::vector<std::string>& episodes) {
    core::Findings chosen;
    for (core::Finding& finding : build::check_all(loaded)) {
        const bool of_other_episode =
            !episodes.empty() && finding.where.file.starts_with("episodes/") &&
            std::none_of(episodes.begin(), episodes.end(), [&](const std::string& episode) {
                return finding.where.file.starts_with("episodes/" + episode + "/");
            });
        if (!of_other_episode) chosen.push_back(std::move(finding));
    }
    return chosen;
}

int check(Session& session, const Options& options) {
    Terminal& terminal = session.terminal;
    const model::LoadedShow loaded = model::load_show(session.show_folder());
    require_episodes(loaded.show, options.episodes);
    const core::Findings findings = findings_about(loaded, options.episodes);
    const Language language = terminal.language();
    const std::filesystem::path folder = std::filesystem::relative(loaded.show.folder);
    if (options.format == "gitlab") {
        terminal.document(gitlab_report(findings, folder, language));
    } else if (terminal.json()) {
        core::Json list = core::Json::array();
        for (const core::Finding& finding : findings) list.push_back(to_json(finding, language));
        terminal.document({{"findings", list}});
    } else {
        for (const core::Finding& finding : findings) {
            terminal.result(options.format == "github" ? github_annotation(finding, folder, language)
                                                       : show_finding(finding, language));
        }
    }
    if (findings.empty()) terminal.say(terminal.text({"nothing to mend", "直すところはありません"}));
    return core::has_errors(findings) ? core::exit_code(core::Kind::show) : 0;
}

}  // namespace

void add_check(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("check", "every finding at once; nothing is written");
    const auto options = std::make_shared<Options>();
    command->add_option("EPISODE", options->episodes, "folders below episodes/ (default: all)");
    command
        ->add_option("--format", options->format,
                     "text, github (marks the lines of a pull request) or gitlab (code-quality JSON)")
        ->check(CLI::IsMember({"text", "github", "gitlab"}))
        ->type_name("FORMAT");
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return check(session, *options); }; });
}

}  // namespace cityfm::cli
