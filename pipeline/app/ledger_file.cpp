// SPDX-License-Identifier: MIT
#include "pipeline/app/ledger_file.h"

#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/shell.h"

namespace cityfm::app {
namespace {

using core::Code;

/// Says that this computer has announced for the show.
const core::InnerPath announced_file(".cityfm/announced.json");

/// Ends a script with 1 where git has no work tree to tell of.
const std::string in_work_tree = "git rev-parse --is-inside-work-tree >/dev/null || exit 1; ";

}  // namespace

std::optional<core::Finding> find_unmerged_ledger(const Session& session, const model::Show& show) {
    const std::string file = ledger_of(show).filename().string();
    const std::string script = in_work_tree + "git check-attr merge -- " + core::shell_quoted(file) +
                               " | grep --quiet ': union$' && exit 1; exit 0";
    if (core::ask_git(script, show.folder, session.stop) != 0) return std::nullopt;
    return core::Finding{core::Severity::warning, Code::ledger_not_merged, {}, {{"path", file}}};
}

void require_whole_ledger(const Session& session, const model::Show& show) {
    const std::string file = announce::Ledger(ledger_of(show)).file_name();
    // Git counts the lines that a file has lost.
    const std::string script = in_work_tree +
                               "lost=$(git diff --no-ext-diff --no-textconv --text --numstat HEAD -- " +
                               core::shell_quoted(file) +
                               " | cut -f 2); "
                               // What git does not count may be lost.
                               "case ${lost:-0} in *[!0-9]*) exit 0 ;; esac; [ \"${lost:-0}\" -gt 0 ]";
    if (core::ask_git(script, show.folder, session.stop) != 0) return;
    throw core::Error(core::Kind::unknown, core::Code::ledger_lost_lines, {{"path", file}});
}

bool is_forgotten(const model::Show& show, const announce::Ledger& ledger) {
    return ledger.latest().empty() && ledger.damaged_lines().empty() && !core::is_in_git(show.folder) &&
           core::Folder(show.folder).find_own(announced_file);
}

void remember_ledger(const model::Show& show, const announce::Ledger& ledger) {
    if (!ledger.latest().empty())
        core::Folder(show.folder).write_if_changed(announced_file, "{\"version\":1}\n");
}

}  // namespace cityfm::app
