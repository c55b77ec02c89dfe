// SPDX-License-Identifier: MIT
#include "pipeline/app/ledger_file.h"

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/json.h"
#include "pipeline/core/record.h"
#include "pipeline/core/shell.h"

namespace cityfm::app {
namespace {

using core::Code;

/// What this computer has announced for the show.
const core::InnerPath announced_file(".cityfm/announced.json");
constexpr int announced_version = 2;

/// Ends a script with 1 where git has no work tree to tell of.
/// True where the folder, or one around it, is a work tree of git, whether git can read it or not.
bool is_in_repository(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::path place = std::filesystem::absolute(folder, error).lexically_normal();
    for (;; place = place.parent_path()) {
        const auto type = std::filesystem::symlink_status(place / ".git", error).type();
        if (type != std::filesystem::file_type::not_found) return true;
        if (!place.has_relative_path()) return false;
    }
}

const std::string in_work_tree = "git rev-parse --is-inside-work-tree >/dev/null || exit 1; ";

}  // namespace

std::optional<core::Finding> find_unmerged_ledger(const Session& session, const model::Show& show) {
    const std::string file = ledger_of(show).filename().string();
    const std::string script = in_work_tree + "git check-attr merge -- " + core::shell_quoted(file) +
                               " | grep --quiet ': union$' && exit 1; exit 0";
    if (core::ask_git(script, show.folder, session.stop) != 0) return std::nullopt;
    return core::Finding{core::Severity::warning, Code::ledger_not_merged, {}, {{"path", file}}};
}

GitMemory require_whole_ledger(const Session& session, const model::Show& show) {
    const std::string file = announce::Ledger(ledger_of(show)).file_name();
    constexpr int has_lost = 0;
    constexpr int is_whole = 1;
    const std::string quoted = core::shell_quoted(file);
    const std::string committed = core::shell_quoted("HEAD:./" + file);
    // Blobs are compared as they are: `git diff` runs filters that the repository's settings name.
    const std::string script =
        "git rev-parse --is-inside-work-tree >/dev/null || exit 2; "
        "git rev-parse --quiet --verify HEAD >/dev/null || { git symbolic-ref --quiet HEAD >/dev/null && "
        "exit 1; "
        "exit 2; }; "
        "entry=$(git ls-tree HEAD -- " +
        quoted +
        ") || exit 2; [ -n \"$entry\" ] || exit 1; "
        "git cat-file -e " +
        committed + " || exit 2; lines=/dev/null; [ ! -f " + quoted + " ] || lines=" + quoted +
        "; "
        "git cat-file blob " +
        committed +
        " | grep --text --quiet --invert-match --line-regexp --fixed-strings --file=\"$lines\" && exit 0; "
        "exit 1";
    if (!is_in_repository(show.folder)) return GitMemory::none;
    const std::optional<int> answer = core::ask_git(script, show.folder, session.stop);
    if (answer == is_whole) return GitMemory::whole;
    if (answer != has_lost) return GitMemory::unknown;
    throw core::Error(core::Kind::unknown, core::Code::ledger_lost_lines, {{"path", file}});
}

AnnouncedHere announced_here(const model::Show& show) {
    constexpr std::uintmax_t most_bytes = 64U << 20U;
    const core::Folder folder(show.folder);
    auto file = folder.find_own(announced_file);
    std::error_code error;
    const auto type = std::filesystem::symlink_status(show.folder / announced_file.text(), error).type();
    if (!file && type == std::filesystem::file_type::not_found) return std::map<std::string, std::string>();
    if (!file) file = folder.open(announced_file);
    core::Findings told;
    const auto record = core::Record::parse(file->read(most_bytes), announced_file.text(), told);
    const std::int64_t version =
        record && record->has("version") ? record->integer("version", 1, 1'000'000) : 1;
    if (version > announced_version) {
        throw core::Error(core::Kind::show, core::Code::newer_release,
                          {{"path", announced_file.text()}, {"version", std::to_string(version)}});
    }
    // The first version said only that something was announced.
    if (!record || !record->has("announced")) return std::nullopt;
    std::map<std::string, std::string> announced = record->texts(
        "announced", [](std::string_view key, std::string_view) { return core::is_sha256(key); }, "sha256");
    if (!told.empty()) return std::nullopt;
    return announced;
}

void remember_ledger(const model::Show& show, const announce::Ledger& ledger, AnnouncedHere remembered) {
    std::map<std::string, std::string> announced =
        std::move(remembered).value_or(std::map<std::string, std::string>());
    for (const announce::Event& event : ledger.latest()) {
        const bool never_was =
            event.status == announce::Status::failed || event.status == announce::Status::missed;
        if (!never_was) announced[event.key] = event.id;
    }
    if (announced.empty()) return;
    const core::Json json = {{"version", announced_version}, {"announced", announced}};
    core::Folder(show.folder).write_if_changed(announced_file, core::to_document(json));
}

}  // namespace cityfm::app
