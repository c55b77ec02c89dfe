// SPDX-License-Identifier: MIT
#include "pipeline/app/show/check.h"
#include "pipeline/core/json.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/annotations.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/terminal/results.h"
#include "pipeline/core/environment.h"

namespace cityfm::cli {
namespace {

struct CheckArguments {
    std::vector<std::string> episodes;
    std::string format;  ///< empty for the one of where this runs
};

/// What the CI service that this runs in can show.
std::string format_here() {
    if (core::is_set("GITHUB_ACTIONS")) return "github";
    return core::is_set("GITLAB_CI") ? "gitlab" : "text";
}

int check(const app::Session& session, const Terminal& terminal, const CheckArguments& options) {
    const app::Checked checked = app::check(session, options.episodes);
    const Language language = terminal.language();
    const std::filesystem::path folder = std::filesystem::relative(checked.folder);
    const std::string format = options.format.empty() ? format_here() : options.format;
    for (const core::Finding& finding : checked.findings) {
        if (format == "github") {
            terminal.annotate(github_annotation(finding, folder, language));
        } else if (format == "gitlab") {
            terminal.say(show_finding(finding, language));  // stdout is for the report
        } else {
            terminal.result(show_finding(finding, language));
        }
    }
    if (format == "gitlab" && !terminal.json())
        terminal.artifact(gitlab_report(checked.findings, folder, language));
    report(terminal, {{"findings", to_json(checked.findings, language)}});
    if (!is_to_fix(checked.findings))
        terminal.say(terminal.text({"nothing to mend", "直すところはありません"}));
    return core::has_errors(checked.findings) ? core::exit_code(core::Kind::show) : 0;
}

}  // namespace

void add_check(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("check", "every finding at once; nothing is written");
    const auto options = std::make_shared<CheckArguments>();
    command->add_option("EPISODE", options->episodes, "folders below episodes/ (default: all)");
    add_choice(*command, "--format", options->format, {"text", "github", "gitlab"},
               "marks for the lines of a pull request, or code-quality JSON (default: what CI is there)");
    command->callback([&chosen, options] {
        chosen = [options](app::Session& session, Terminal& terminal) {
            return check(session, terminal, *options);
        };
    });
}

}  // namespace cityfm::cli
