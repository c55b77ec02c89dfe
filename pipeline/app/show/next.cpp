// SPDX-License-Identifier: MIT
#include "pipeline/app/show/next.h"

#include <algorithm>

#include "pipeline/app/show/load.h"

namespace cityfm::app {

using core::Code;

std::optional<NextDue> next_due(const Session& session) {
    const model::Show show = model::load_show(session.show_folder()).show;
    const model::Episode* next = nullptr;
    for (const model::Episode& episode : show.episodes) {
        const bool withdrawn = episode.release && !episode.release->withdrawn.empty();
        if (!episode.date || withdrawn || model::is_due(episode, session.now)) continue;
        if (next == nullptr || *episode.date < *next->date) next = &episode;
    }
    if (next == nullptr) return std::nullopt;
    return NextDue{next->folder, core::show_rfc3339(*next->date, show.timezone)};
}

NextStep next_step(const Session& session) {
    std::filesystem::path folder;
    try {
        folder = session.show_folder();
    } catch (const core::Error& error) {
        if (error.code != Code::no_show_here) throw;
        return {"cityfm new show my-radio", Code::next_new_show};
    }
    const model::LoadedShow loaded = load_with_findings(session, folder);
    if (core::has_errors(loaded.findings)) return {"cityfm check", Code::next_check};
    const auto& episodes = loaded.show.episodes;
    if (episodes.empty()) return {"cityfm new episode my-first", Code::next_new_episode};
    const auto is_built = [](const model::Episode& episode) { return episode.release.has_value(); };
    if (std::none_of(episodes.begin(), episodes.end(), is_built))
        return {"cityfm run --first-time", Code::next_first_run};
    if (!std::all_of(episodes.begin(), episodes.end(), is_built)) return {"cityfm run", Code::next_build};
    return {"cityfm run", Code::next_run};
}

}  // namespace cityfm::app
