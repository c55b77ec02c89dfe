// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/work.h"
#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/lock.h"

namespace cityfm::cli {
namespace {

using core::Code;
using core::Error;
using core::Kind;

struct WithdrawArguments {
    std::string episode;
    bool undo = false;
    GuardOptions guard;
    bool allow_private = false;
};

model::Episode& released_episode(model::Show& show, const std::string& name) {
    require_episodes(show, {name});
    model::Episode& episode = *std::find_if(show.episodes.begin(), show.episodes.end(),
                                            [&](const model::Episode& e) { return e.folder == name; });
    if (!episode.release) throw Error(Kind::usage, Code::never_built, {{"episode", name}});
    return episode;
}

/// Writes the mark into the release, which is the truth about the episode; false when it was there already.
bool mark(const model::Show& show, model::Episode& episode, bool withdrawn, core::Instant now) {
    if (episode.release->withdrawn.empty() != withdrawn) return false;
    episode.release->withdrawn = withdrawn ? core::show_rfc3339(now, show.timezone) : "";
    core::Folder(show.folder)
        .write(core::ShowPath(episode.path_of("release.json")), model::to_json_text(*episode.release));
    return true;
}

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

int withdraw(Session& session, const WithdrawArguments& options) {
    Terminal& terminal = session.terminal;
    const core::Lock lock = session.lock();
    UsableShow usable = load_usable(session, {options.episode});
    model::Show& show = usable.show;
    session.require_today(show);
    model::Episode& episode = released_episode(show, options.episode);
    GuardOptions with = with_kept(options.guard, usable);
    if (!options.undo) with.without.push_back(options.episode);
    Guard guard(session, show, with);
    guard.look({});
    const bool changed = mark(show, episode, !options.undo, session.now);
    TerminalProgress progress(terminal);
    production::Builder builder(show, 1, progress, session.stop);
    // What comes back may have to be fetched.
    BuildOptions back;
    back.episodes = {options.episode};
    const Part built = options.undo ? do_build(session, builder, back, show) : Part{core::Json::array(), 0};
    const Staged staged = stage_public(session, show, builder, guard);
    const Part published = do_publish(session, show, staged, guard, {});
    const Part posts =
        options.undo ? Part{core::Json::array(), 0} : do_withdraw(session, show, options.episode);
    terminal.say(terminal.text(what_was_done(options.undo, changed), {{"episode", options.episode}}));
    report(terminal, {{"episode", options.episode},
                      {"withdrawn", episode.release->withdrawn},
                      {"targets", published.json},
                      {"announcements", posts.json}});
    const int made = core::gravest(usable.exit_code, built.exit_code);
    return core::gravest(made, core::gravest(published.exit_code, posts.exit_code));
}

}  // namespace

void add_withdraw(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand(
        "withdraw", "take an episode out of the feed, and its posts back where a channel can");
    const auto options = std::make_shared<WithdrawArguments>();
    command->add_option("EPISODE", options->episode, "a folder below episodes/")->required();
    command->add_flag("--undo", options->undo, "bring it back");
    add_guard(*command, options->guard);
    add_allow_private(*command, options->allow_private);
    command->callback([&chosen, options] {
        chosen = [options](Session& session) {
            session.allow_private = options->allow_private;
            return withdraw(session, *options);
        };
    });
}

}  // namespace cityfm::cli
