// SPDX-License-Identifier: MIT
#include "pipeline/app/announce/commit_intent.h"

#include "pipeline/app/ledger_file.h"
#include "pipeline/core/environment.h"
#include "pipeline/core/error.h"
#include "pipeline/core/shell.h"

namespace cityfm::app {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// Shorter than announce::may_send, so that there is time left to send.
constexpr std::chrono::minutes most_time{10};
constexpr int not_pushed = 10;

/// Our environment without what the channels alone are to know.
core::Environment without_secrets_of(const model::Show& show) {
    std::vector<std::string> names;
    for (const model::Channel& channel : show.channels) {
        for (const std::string& name : {channel.token_env, channel.url_env}) names.push_back(name);
    }
    return core::Environment::inherited_without(names);
}

/// 0 when the last commit holds the line and is on another computer as far as git knows, `not_pushed` when it
/// is only here; anything else when it does not hold it, or git cannot say.
std::optional<int> look_for(const Intent& intent, const model::Show& show, const std::stop_token& stop) {
    const std::string file = ledger_of(show).filename().string();
    return core::ask_git(
        "git cat-file blob " + core::shell_quoted("HEAD:./" + file) +
            " | grep --quiet --fixed-strings --line-regexp -e " + core::shell_quoted(intent.line) +
            " || exit 1\n"
            "[ -z \"$(git for-each-ref --count=1 refs/remotes)\" ] ||\n"
            "  [ -n \"$(git for-each-ref --count=1 --contains HEAD refs/remotes)\" ] || exit " +
            std::to_string(not_pushed),
        show.folder, stop);
}

}  // namespace

core::ChildEnd run_commit_command(const Session& session, const model::Show& show,
                                  const std::string& command) {
    return core::run_shell_for(most_time, command, show.folder, without_secrets_of(show), session.stop);
}

std::optional<core::Finding> commit_intent(const Session& session, const model::Show& show,
                                           const std::string& command, const Intent& intent) {
    const core::ChildEnd end = run_commit_command(session, show, command);
    if (!end.in_time)
        throw Error(Kind::later, Code::commit_too_slow,
                    {{"id", intent.id}, {"minutes", std::to_string(most_time.count())}});
    if (end.code != 0)
        throw Error(Kind::later, Code::intent_not_committed,
                    {{"id", intent.id}, {"code", end.code ? std::to_string(*end.code) : "?"}});
    if (!core::is_in_git(show.folder)) return std::nullopt;
    const auto found = look_for(intent, show, session.stop);
    if (found == 0) return std::nullopt;
    if (found == not_pushed)
        return core::Finding{core::Severity::warning, Code::intent_not_pushed, {}, {{"id", intent.id}}};
    throw Error(Kind::refused, Code::intent_left_uncommitted,
                {{"id", intent.id}, {"path", ledger_of(show).filename().string()}});
}

}  // namespace cityfm::app
