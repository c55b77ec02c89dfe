// SPDX-License-Identifier: MIT
#include "pipeline/app/feed/compare.h"
#include "pipeline/core/json.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/app/publish/compare_show.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/terminal/results.h"

namespace cityfm::cli {
namespace {

constexpr Text nothing_is_lost{"no app loses an episode or loads one again",
                               "アプリで消える回も、もう一度ダウンロードされる回もありません"};

struct CompareArguments {
    app::CompareOptions feeds;
    app::GuardOptions guard;
    bool allow_private = false;
};

int compare_with_live(const app::Session& session, const Terminal& terminal,
                      const CompareArguments& options) {
    const int code = app::compare_show(session, options.guard);
    terminal.say(terminal.text(nothing_is_lost));
    report(terminal, {{"findings", core::Json::array()}});
    return code;
}

int compare_command(app::Session& session, const Terminal& terminal, const CompareArguments& options) {
    session.allow_private = options.allow_private;
    if (options.feeds.before.empty()) return compare_with_live(session, terminal, options);
    if (options.feeds.after.empty())
        throw core::Error(core::Kind::usage, core::Code::missing_argument,
                          {{"name", "NEW"}, {"example", "cityfm compare OLD NEW"}});
    const app::Compared compared = app::compare(session, options.feeds);
    show_findings(terminal, compared.findings);
    report(terminal, {{"items", {{"before", compared.items_before}, {"after", compared.items_after}}},
                      {"findings", to_json(compared.findings, terminal.language())}});
    if (core::has_errors(compared.findings)) return core::exit_code(core::Kind::show);
    terminal.say(terminal.text(nothing_is_lost));
    return 0;
}

}  // namespace

void add_compare(CLI::App& app, Action& chosen) {
    CLI::App* command =
        app.add_subcommand("compare", "what apps notice when one feed takes the place of another");
    const auto options = std::make_shared<CompareArguments>();
    command->add_option(
        "OLD", options->feeds.before,
        "the feed that listeners have: a file or an address (default: at this show's addresses)");
    command->add_option("NEW", options->feeds.after, "the feed that they will get (default: this show's)");
    command->add_flag("--live", options->feeds.live, "also ask for the sound that moves, where it is served");
    add_guard(*command, options->guard);
    add_allow_private(*command, options->allow_private);
    command->callback([&chosen, options] {
        chosen = [options](app::Session& session, Terminal& terminal) {
            return compare_command(session, terminal, *options);
        };
    });
}

}  // namespace cityfm::cli
