// SPDX-License-Identifier: MIT
#include "pipeline/core/shell.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "pipeline/core/spawn.h"

namespace cityfm::core {

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

int run_shell(const std::string& command, const std::filesystem::path& folder) {
    Spawn shell(folder);
    shell.give(STDERR_FILENO, STDOUT_FILENO);
    const pid_t child = shell.start("/bin/sh", {"sh", "-c", command});
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return shell_code(status);
}

}  // namespace cityfm::core
