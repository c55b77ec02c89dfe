// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <functional>
#include <memory>

#include "feeds/announce/ledger.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/ledger_file.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/annotations.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/usable_show.h"
#include "pipeline/core/environment.h"
#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"

namespace cityfm::cli {
namespace {

struct CheckArguments {
    std::vector<std::string> episodes;
    std::string format;  ///< empty for the one of where this runs
};

/// What the CI service that this runs in can show.
std::string format_here() {
    if (core::is_set("GITHUB_ACTIONS")) return "github";
    return core::is_set("GITLAB_CI") ? "gitlab" : "text";
}

/// True for the folder itself and for what is in it.
bool is_about(const core::Finding& finding, const std::string& episode) {
    return (finding.where.file + "/").starts_with("episodes/" + episode + "/");
}

/// The findings about the show and about the episodes named; about all of them where none is.
core::Findings findings_about(const model::LoadedShow& loaded, const std::vector<std::string>& episodes) {
    core::Findings chosen;
    for (const core::Finding& finding : loaded.findings) {
        const bool of_other_episode =
            !episodes.empty() && finding.where.file.starts_with("episodes/") &&
            std::none_of(episodes.begin(), episodes.end(),
                         [&](const std::string& episode) { return is_about(finding, episode); });
        if (!of_other_episode) chosen.push_back(finding);
    }
    return chosen;
}

/// The episodes named without those that could not be read: they are there, and have findings.
std::vector<std::string> readable(const model::LoadedShow& loaded, std::vector<std::string> episodes) {
    std::erase_if(episodes, [&](const std::string& episode) {
        return std::any_of(loaded.findings.begin(), loaded.findings.end(),
                           [&](const core::Finding& finding) { return is_about(finding, episode); });
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

int check(Session& session, const CheckArguments& options) {
    Terminal& terminal = session.terminal;
    model::LoadedShow loaded = load_with_findings(session, session.show_folder(), Listen::to_new_recordings);
    allow_drafts(loaded, session.now);
    check_own_files(loaded.show.folder, loaded.findings);
    core::sort(loaded.findings);
    require_episodes(loaded.show, readable(loaded, options.episodes));
    const core::Findings findings = findings_about(loaded, options.episodes);
    const Language language = terminal.language();
    const std::filesystem::path folder = std::filesystem::relative(loaded.show.folder);
    const std::string format = options.format.empty() ? format_here() : options.format;
    core::Json list = core::Json::array();
    bool to_mend = false;
    for (const core::Finding& finding : findings) {
        list.push_back(to_json(finding, language));
        to_mend = to_mend || finding.severity != core::Severity::hint;
        if (format == "github") {
            terminal.annotate(github_annotation(finding, folder, language));
        } else if (format == "gitlab") {
            terminal.say(show_finding(finding, language));  // stdout is for the report
        } else {
            terminal.result(show_finding(finding, language));
        }
    }
    if (format == "gitlab" && !terminal.json()) {
        terminal.document(gitlab_report(findings, folder, language));
    }
    report(terminal, {{"findings", list}});
    if (!to_mend) terminal.say(terminal.text({"nothing to mend", "直すところはありません"}));
    return core::has_errors(findings) ? core::exit_code(core::Kind::show) : 0;
}

}  // namespace

void add_check(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("check", "every finding at once; nothing is written");
    const auto options = std::make_shared<CheckArguments>();
    command->add_option("EPISODE", options->episodes, "folders below episodes/ (default: all)");
    add_choice(*command, "--format", options->format, {"text", "github", "gitlab"},
               "marks for the lines of a pull request, or code-quality JSON (default: what CI is there)");
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return check(session, *options); }; });
}

}  // namespace cityfm::cli
