// SPDX-License-Identifier: MIT
#include "pipeline/app/feed/lint.h"
#include "pipeline/core/json.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/terminal/results.h"

namespace cityfm::cli {
namespace {

struct LintArguments {
    app::LintOptions lint;
    bool allow_private = false;
};

int lint_command(app::Session& session, const Terminal& terminal, const LintArguments& options) {
    session.allow_private = options.allow_private;
    const core::Findings findings = app::lint(session, options.lint);
    show_findings(terminal, findings);
    report(terminal, {{"findings", to_json(findings, terminal.language())}});
    if (!is_to_fix(findings)) terminal.say(terminal.text({"nothing to mend", "直すところはありません"}));
    return core::has_errors(findings) ? core::exit_code(core::Kind::show) : 0;
}

}  // namespace

void add_lint(CLI::App& app, Action& chosen) {
    CLI::App* command =
        app.add_subcommand("lint", "all that apps and directories would stumble over in any feed");
    const auto options = std::make_shared<LintArguments>();
    command->add_option("FEED", options->lint.feed, "a file, an address, or - for what is piped in")
        ->required();
    command->add_flag("--live", options->lint.live,
                      "also ask for everything that the feed names, where it is served");
    add_allow_private(*command, options->allow_private);
    command->callback([&chosen, options] {
        chosen = [options](app::Session& session, Terminal& terminal) {
            return lint_command(session, terminal, *options);
        };
    });
}

}  // namespace cityfm::cli
