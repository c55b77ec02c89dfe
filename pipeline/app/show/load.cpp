// SPDX-License-Identifier: MIT
#include "pipeline/app/show/load.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "feeds/rss/foreign.h"
#include "pipeline/core/suggest.h"
#include "pipeline/production/gather.h"

namespace cityfm::app {

using core::Code;
using core::Error;
using core::Kind;

model::LoadedShow load_with_findings(const Session& session, const std::filesystem::path& folder,
                                     Listen listen) {
    const production::Ears ears{session.stop, [&](const std::string& path) {
                                    const auto work = std::make_shared<ShortWork>(
                                        session.observer, core::Work{Code::listening, {{"path", path}}});
                                    return [work](double fraction) { work->advance(fraction); };
                                }};
    model::LoadedShow loaded =
        production::load_and_check(folder, listen == Listen::to_new_recordings ? &ears : nullptr);
    // What is kept of a feed that came from elsewhere must be fit for ours.
    rss::read_foreign(loaded.show.foreign, "channel", "foreign.xml", loaded.findings);
    for (const model::Episode& episode : loaded.show.episodes)
        rss::read_foreign(episode.foreign, "item", episode.path_of("foreign.xml"), loaded.findings);
    core::sort(loaded.findings);
    return loaded;
}

void tell_remarks(const Session& session, const core::Findings& findings) {
    for (const core::Finding& finding : findings) {
        const bool is_hint = finding.severity == core::Severity::hint;
        if (finding.severity == core::Severity::warning || (is_hint && session.observer.wants_hints()))
            session.observer.found(finding);
    }
}

model::LoadedShow load_checked(const Session& session) {
    model::LoadedShow loaded = load_with_findings(session, session.show_folder());
    if (core::has_errors(loaded.findings)) throw core::FindingsError(loaded.findings);
    tell_remarks(session, loaded.findings);
    return loaded;
}

model::Preset require_preset(const std::filesystem::path& show_folder, const std::string& name) {
    core::Findings findings;
    const auto preset = model::load_preset(show_folder, name, findings);
    if (core::has_errors(findings)) throw core::FindingsError(findings);
    if (preset) return *preset;
    throw Error(Kind::usage, Code::unknown_preset,
                {{"found", name}, {"meant", core::did_you_mean(name, model::preset_names(show_folder))}});
}

const model::Episode* find_episode(const model::Show& show, const std::string& name) {
    const auto found = std::find_if(show.episodes.begin(), show.episodes.end(),
                                    [&](const model::Episode& episode) { return episode.folder == name; });
    return found != show.episodes.end() ? &*found : nullptr;
}

void require_episodes(const model::Show& show, const std::vector<std::string>& names) {
    std::vector<std::string> known;
    for (const model::Episode& episode : show.episodes) known.push_back(episode.folder);
    core::require_known(names, known, Code::no_such_episode);
}

}  // namespace cityfm::app
