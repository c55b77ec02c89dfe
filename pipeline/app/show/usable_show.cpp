// SPDX-License-Identifier: MIT
#include "pipeline/app/show/usable_show.h"

#include <algorithm>
#include <map>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"

namespace cityfm::app {
namespace {

using core::Code;
using core::Severity;

/// The folder of the episode that a file belongs to; empty for the show's other files.
std::string episode_of(const std::string& file) {
    constexpr std::string_view folder = "episodes/";
    if (!file.starts_with(folder)) return {};
    return file.substr(folder.size(), std::min(file.find('/', folder.size()), file.size()) - folder.size());
}

/// The release of an episode whose other files cannot be read.
std::optional<model::Release> release_of(const model::Show& show, const std::string& name) {
    constexpr std::uintmax_t most = 4U << 20U;
    const std::string path = "episodes/" + name + "/release.json";
    core::Findings told;
    try {
        const auto file = core::Folder(show.folder).find_file(core::ShowPath(path));
        return file ? model::parse_release(file->read(most), path, told) : std::nullopt;
    } catch (const core::Error& error) {
        if (error.kind == core::Kind::interrupted) throw;
        return std::nullopt;
    }
}

bool is_draft(const model::Episode* episode, core::Instant now) {
    return episode != nullptr && !episode->release && episode->date && *episode->date > now;
}

/// Takes one episode out of the show, and says why.
void leave_out(UsableShow& usable, const std::string& name, core::Findings findings, const Session& session) {
    const model::Episode* episode = find_episode(usable.show, name);
    if (is_draft(episode, session.now)) {
        for (core::Finding& finding : findings)
            finding.severity = std::min(finding.severity, Severity::warning);
        findings.push_back(
            {Severity::warning,
             Code::episode_not_ready,
             episode->place("date"),
             {{"episode", name}, {"date", core::show_minute(*episode->date, usable.show.timezone)}}});
    } else {
        const auto release =
            episode != nullptr && episode->release ? episode->release : release_of(usable.show, name);
        const std::string guid = release              ? release->guid
                                 : episode != nullptr ? model::identity(*episode, usable.show.guid)
                                                      : core::uuid_v5(usable.show.guid, name);
        const bool is_anothers =
            std::any_of(usable.show.episodes.begin(), usable.show.episodes.end(), [&](const auto& other) {
                return other.folder != name && model::identity(other, usable.show.guid) == guid;
            });
        if (!is_anothers) usable.kept.insert(guid);
        usable.exit_code = core::exit_code(core::Kind::show);
        findings.push_back({Severity::error,
                            release ? Code::episode_kept : Code::episode_broken,
                            {"episodes/" + name + "/episode.toml", 0, 0},
                            {{"episode", name}}});
    }
    session.observer.found(findings);
    std::erase_if(usable.show.episodes, [&](const model::Episode& other) { return other.folder == name; });
}

}  // namespace

void allow_drafts(model::LoadedShow& loaded, core::Instant now) {
    for (core::Finding& finding : loaded.findings) {
        const bool is_missing = finding.code == Code::file_missing || finding.code == Code::no_audio;
        const std::string name = episode_of(finding.where.file);
        if (is_missing && !name.empty() && is_draft(find_episode(loaded.show, name), now))
            finding.severity = std::min(finding.severity, Severity::warning);
    }
}

UsableShow load_usable(const Session& session, const std::vector<std::string>& named, Listen listen) {
    model::LoadedShow loaded = load_with_findings(session, session.show_folder(), listen);
    std::map<std::string, core::Findings> of_episodes;
    bool others_are_good = true;
    for (const core::Finding& finding : loaded.findings) {
        if (finding.severity != Severity::error) continue;
        const std::string name = episode_of(finding.where.file);
        const bool is_named = std::find(named.begin(), named.end(), name) != named.end();
        if (name.empty() || is_named) others_are_good = false;
        of_episodes[name].push_back(finding);
    }
    if (!others_are_good) throw core::FindingsError(loaded.findings);
    tell_remarks(session, loaded.findings);
    UsableShow usable{std::move(loaded.show), {}, 0};
    for (auto& [name, findings] : of_episodes) leave_out(usable, name, std::move(findings), session);
    return usable;
}

}  // namespace cityfm::app
