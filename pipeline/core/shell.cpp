// SPDX-License-Identifier: MIT
#include "pipeline/core/shell.h"

#include <unistd.h>

#include <string_view>

#include "pipeline/core/error.h"
#include "pipeline/core/spawn.h"

namespace cityfm::core {
namespace {

ChildEnd run(const std::string& command, const std::filesystem::path& folder, const Environment& environment,
             std::optional<std::chrono::seconds> time_limit, const std::stop_token& stop) {
    Spawn shell(folder);
    shell.give(STDERR_FILENO, STDOUT_FILENO);
    const pid_t child = shell.start("/bin/sh", {"sh", "-c", command}, environment);
    const ChildEnd end = wait_for(child, time_limit, stop, pause_for_child);
    if (stop.stop_requested() && !end.in_time) throw Error(Kind::interrupted, Code::interrupted);
    return end;
}

}  // namespace

std::string shell_quoted(const std::string& text) {
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
    return quoted + "'";
}

std::string shell_word(const std::string& text) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:/._-";
    const bool as_it_is = !text.empty() && text.find_first_not_of(plain) == std::string::npos;
    return as_it_is ? text : shell_quoted(text);
}

std::optional<int> run_shell(const std::string& command, const std::filesystem::path& folder,
                             const Environment& environment, const std::stop_token& stop) {
    return run(command, folder, environment, {}, stop).code;
}

ChildEnd run_shell_for(std::chrono::seconds time_limit, const std::string& command,
                       const std::filesystem::path& folder, const Environment& environment,
                       const std::stop_token& stop) {
    return run(command, folder, environment, time_limit, stop);
}

bool is_in_git(const std::filesystem::path& folder) {
    if (!variable("GIT_DIR").empty()) return true;
    for (std::filesystem::path above = folder;; above = above.parent_path()) {
        std::error_code error;
        if (std::filesystem::exists(above / ".git", error)) return true;
        if (above == above.parent_path()) return false;
    }
}

std::optional<int> ask_git(const std::string& script, const std::filesystem::path& folder,
                           const std::stop_token& stop) {
    return run_shell(
        "exec 2>/dev/null\n"
        "git() { command git -c safe.bareRepository=explicit -c core.fsmonitor=false -c "
        "core.hooksPath=/dev/null \"$@\"; }\n" +
            script,
        folder, environment_of_git(), stop);
}

}  // namespace cityfm::core
