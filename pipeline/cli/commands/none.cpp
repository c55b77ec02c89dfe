// SPDX-License-Identifier: MIT
#include <algorithm>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/core/error.h"

namespace cityfm::cli {
namespace {

/// What to do next, as a command and a reason.
struct Step {
    std::string command;
    Text why;
};

Step next_step(Session& session) {
    std::filesystem::path folder;
    try {
        folder = session.show_folder();
    } catch (const core::Error& error) {
        if (error.code != core::Code::no_show_here) throw;
        return {"cityfm new show my-radio", {"there is no show here yet", "ここにはまだ番組がありません"}};
    }
    const model::LoadedShow loaded = load_with_findings(session, folder);
    if (core::has_errors(loaded.findings)) {
        return {"cityfm check",
                {"something in the show's files wants mending", "番組のファイルに直すところがあります"}};
    }
    if (loaded.show.episodes.empty()) {
        return {"cityfm new episode my-first", {"the show has no episode yet", "まだ回がありません"}};
    }
    const bool is_first =
        std::none_of(loaded.show.episodes.begin(), loaded.show.episodes.end(),
                     [](const model::Episode& episode) { return episode.release.has_value(); });
    if (is_first)
        return {"cityfm run --first-time",
                {"nothing was published yet; this does it for the first time",
                 "まだ何も公開していません。初めて公開します"}};
    for (const model::Episode& episode : loaded.show.episodes) {
        if (!episode.release)
            return {"cityfm run", {"an episode is not built yet", "まだ作っていない回があります"}};
    }
    return {"cityfm run",
            {"every episode is built; this publishes and announces what has become due",
             "どの回もできています。公開の日時が来た回を公開し、告知します"}};
}

}  // namespace

int say_what_is_next(Session& session) {
    const Terminal& terminal = session.terminal;
    const Step step = next_step(session);
    terminal.styled({{terminal.text(step.why) + ": "}, {step.command, true}});
    terminal.say(terminal.text(
        {"`cityfm --help` shows all commands", "`cityfm --help` ですべてのコマンドを表示します"}));
    if (terminal.json()) terminal.document({{"next", step.command}, {"why", terminal.text(step.why)}});
    return 0;
}

}  // namespace cityfm::cli
