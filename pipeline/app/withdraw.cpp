// SPDX-License-Identifier: MIT
#include "pipeline/app/withdraw.h"

#include <algorithm>

#include "pipeline/core/folder.h"

namespace cityfm::app {
namespace {

using core::Code;
using core::Error;
using core::Kind;

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

}  // namespace

Withdrawn withdraw(const Session& session, const WithdrawOptions& options) {
    OpenShow open(session, {.named = {options.episode}});
    model::Episode& episode = released_episode(open.show(), options.episode);
    GuardOptions with = options.guard;
    if (!options.undo) with.without.push_back(options.episode);
    open.guard_with(with).look({});
    Withdrawn done;
    done.was_changed = mark(open.show(), episode, !options.undo, session.now);
    // What comes back may have to be fetched.
    MakeOptions back;
    back.episodes = {options.episode};
    if (options.undo) open.make(back);
    open.stage();
    done.published = open.publish({});
    if (!options.undo) done.posts = take_back_posts(session, open.show(), options.episode);
    done.since = episode.release->withdrawn;
    done.exit_code = core::gravest(open.exit_code(), done.posts.exit_code);
    return done;
}

}  // namespace cityfm::app
