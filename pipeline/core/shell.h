// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace cityfm::core {

/// `text` as one word of a command line, whatever is in it.
std::string shell_quoted(const std::string& text);

/// The same, but left as it is where a shell takes it so: for people to read.
std::string shell_word(const std::string& text);

/// Runs a command line of the user's by `sh -c` in `folder`, with our stderr for both of its outputs, since
/// stdout is for results. Gives its exit code, or 128 + the signal that ended it. Throws when no shell can be
/// started.
int run_shell(const std::string& command, const std::filesystem::path& folder);

}  // namespace cityfm::core
