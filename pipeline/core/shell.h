// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

#include "pipeline/core/child.h"
#include "pipeline/core/environment.h"

namespace cityfm::core {

/// `text` as one word of a command line, whatever is in it.
std::string shell_quoted(const std::string& text);

/// The same, but left as it is where a shell takes it so: for people to read.
std::string shell_word(const std::string& text);

/// Runs a command line of the user's by `sh -c` in `folder`, with our stderr for both of its outputs, since
/// stdout is for results. Gives its exit code, or 128 + the signal that ended it; nothing where the system
/// cannot say how it ended, which is never success. Throws `interrupted` when `stop` is requested, after the
/// command and all that it started were ended, and `cannot_read` when no shell can be started.
std::optional<int> run_shell(const std::string& command, const std::filesystem::path& folder,
                             const Environment& environment, const std::stop_token& stop = {});

/// The same for a command that has so long: after that it is ended with all that it started.
ChildEnd run_shell_for(std::chrono::seconds time_limit, const std::string& command,
                       const std::filesystem::path& folder, const Environment& environment,
                       const std::stop_token& stop);

/// True where a folder lies in a work tree of git, whether or not git can be asked about it.
bool is_in_git(const std::filesystem::path& folder);

/// Runs a script that asks git about a work tree, silently. The settings of a stranger's work tree name
/// programs; git runs none of them here, and sees no secret. Gives the script's exit code, as `run_shell`.
std::optional<int> ask_git(const std::string& script, const std::filesystem::path& folder,
                           const std::stop_token& stop = {});

}  // namespace cityfm::core
