// SPDX-License-Identifier: MIT
#include "pipeline/app/show/check.h"

#include <algorithm>
#include <functional>

#include "feeds/announce/ledger.h"
#include "pipeline/app/ledger_file.h"
#include "pipeline/app/show/load.h"
#include "pipeline/app/show/usable_show.h"
#include "pipeline/core/folder.h"

namespace cityfm::app {
namespace {

/// True for the folder itself and for what is in it.
bool is_about_episode(const core::Finding& finding, const std::string& episode) {
    return (finding.where.file + "/").starts_with("episodes/" + episode + "/");
}

/// The findings about the show and about the episodes named; about all of them where none is.
core::Findings findings_about(const model::LoadedShow& loaded, const std::vector<std::string>& episodes) {
    core::Findings chosen;
    for (const core::Finding& finding : loaded.findings) {
        const bool of_other_episode =
            !episodes.empty() && finding.where.file.starts_with("episodes/") &&
            std::none_of(episodes.begin(), episodes.end(),
                         [&](const std::string& episode) { return is_about_episode(finding, episode); });
        if (!of_other_episode) chosen.push_back(finding);
    }
    return chosen;
}

/// The episodes named without those that could not be read: they are there, and have findings.
std::vector<std::string> readable(const model::LoadedShow& loaded, std::vector<std::string> episodes) {
    std::erase_if(episodes, [&](const std::string& episode) {
        return std::any_of(loaded.findings.begin(), loaded.findings.end(),
                           [&](const core::Finding& finding) { return is_about_episode(finding, episode); });
    });
    return episodes;
}

/// What keeps cityfm from writing: a folder of its own that is a link, and a ledger that cannot be read.
void check_own_files(const std::filesystem::path& folder, core::Findings& findings) {
    const auto told = [&](const std::string& file, const std::function<void()>& look) {
        try {
            look();
        } catch (const core::Error& error) {
            findings.push_back({core::Severity::error, error.code, {file, 0, 0}, error.args});
        }
    };
    const core::Folder show(folder);
    for (const char* own : {"public/media", ".cityfm/store/objects", ".cityfm/store/results",
                            ".cityfm/store/scratch", ".cityfm/reports", ".cityfm/preview"})
        told(own, [&] { show.find(core::InnerPath(own)); });
    const std::string file = "announcements.jsonl";
    told(file, [&] {
        for (const int line : announce::Ledger(folder / file).damaged_lines()) {
            findings.push_back({core::Severity::error,
                                core::Code::ledger_broken,
                                {file, line, 0},
                                {{"path", file}, {"line", std::to_string(line)}, {"id", any_announcement}}});
        }
    });
}

}  // namespace

Checked check(const Session& session, const std::vector<std::string>& episodes) {
    model::LoadedShow loaded = load_with_findings(session, session.show_folder(), Listen::to_new_recordings);
    allow_drafts(loaded, session.now);
    check_own_files(loaded.show.folder, loaded.findings);
    core::sort(loaded.findings);
    require_episodes(loaded.show, readable(loaded, episodes));
    return {loaded.show.folder, findings_about(loaded, episodes)};
}

}  // namespace cityfm::app
