// SPDX-License-Identifier: MIT
#include "pipeline/app/withdraw.h"
#include "pipeline/core/json.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/terminal/results.h"

namespace cityfm::cli {
namespace {

struct WithdrawArguments {
    app::WithdrawOptions withdraw;
    bool allow_private = false;
};

Text what_was_done(bool undo, bool changed) {
    if (undo) {
        return changed ? Text{"{episode} is back; it is not announced again",
                              "{episode} を元に戻しました。告知はもう一度はしません"}
                       : Text{"{episode} is not withdrawn", "{episode} は取り下げられていません"};
    }
    return changed ? Text{"{episode} is withdrawn. Its files stay on the targets until cityfm publish --prune; "
                          "cityfm withdraw --undo {episode} brings it back",
                          "{episode} を取り下げました。公開先のファイルは cityfm publish --prune "
                          "まで残ります。元に戻すには cityfm withdraw --undo {episode}"}
                   : Text{"{episode} was withdrawn before", "{episode} はすでに取り下げられています"};
}

int withdraw_command(app::Session& session, const Terminal& terminal, const WithdrawArguments& options) {
    session.allow_private = options.allow_private;
    const auto& [episode, undo, guard] = options.withdraw;
    const app::Withdrawn done = app::withdraw(session, options.withdraw);
    terminal.say(terminal.text(what_was_done(undo, done.was_changed), {{"episode", episode}}));
    report(terminal, {{"episode", episode},
                      {"withdrawn", done.since},
                      {"targets", to_json(done.published)},
                      {"announcements", to_json(done.posts)}});
    return done.exit_code;
}

}  // namespace

void add_withdraw(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand(
        "withdraw", "take an episode out of the feed, and its posts back where a channel can");
    const auto options = std::make_shared<WithdrawArguments>();
    command->add_option("EPISODE", options->withdraw.episode, "a folder below episodes/")->required();
    command->add_flag("--undo", options->withdraw.undo, "bring it back");
    add_guard(*command, options->withdraw.guard);
    add_allow_private(*command, options->allow_private);
    command->callback([&chosen, options] {
        chosen = [options](app::Session& session, Terminal& terminal) {
            return withdraw_command(session, terminal, *options);
        };
    });
}

}  // namespace cityfm::cli
