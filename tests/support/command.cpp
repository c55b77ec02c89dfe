// SPDX-License-Identifier: MIT
#include "tests/support/command.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "tests/support/files.h"
#include "tests/support/small_show.h"

namespace cityfm::tests {
namespace {

std::vector<std::string> environment_for(const Launch& launch) {
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const bool chosen = text.starts_with("LC_") || text.starts_with("LANG") ||
                            text.starts_with("NO_COLOR") || text.starts_with("CI=") ||
                            text.starts_with("GITHUB_") || text.starts_with("GITLAB_");
        const bool replaced = std::any_of(
            launch.environment.begin(), launch.environment.end(),
            [&](const std::string& given) { return text.starts_with(given.substr(0, given.find('=') + 1)); });
        if (!chosen && !replaced) all.emplace_back(text);
    }
    const bool has_clock =
        std::any_of(launch.environment.begin(), launch.environment.end(),
                    [](const std::string& given) { return given.starts_with("CITYFM_CLOCK="); });
    if (!has_clock) all.push_back(std::string("CITYFM_CLOCK=") + small_show_now);
    all.insert(all.end(), launch.environment.begin(), launch.environment.end());
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (std::string& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

}  // namespace

Launch at(const std::string& moment) {
    Launch launch;
    launch.environment = {"CITYFM_CLOCK=" + moment};
    return launch;
}

Ran run_program(const std::vector<std::string>& arguments, const Launch& launch) {
    const TempFolder scratch;
    const std::string out = scratch / "out";
    const std::string err = scratch / "err";
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addchdir_np(&actions, launch.folder.c_str());
    std::vector<std::string> words = arguments;
    std::vector<std::string> environment = environment_for(launch);
    pid_t child = 0;
    const int started = posix_spawnp(&child, words[0].c_str(), &actions, nullptr, pointers(words).data(),
                                     pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    if (started != 0) throw std::runtime_error("cannot start " + arguments[0]);
    int status = 0;
    if (launch.signal_after) {
        std::this_thread::sleep_for(*launch.signal_after);
        ::kill(child, launch.signal);
    }
    bool ended = false;
    if (!launch.signal_when.empty()) {
        // Polled without end but for the child's own: what it waits for is the child's doing.
        while (!std::filesystem::exists(launch.signal_when)) {
            ended = ::waitpid(child, &status, WNOHANG) != 0;
            if (ended) break;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        if (!ended) ::kill(child, launch.signal);
    }
    if (!ended) ::waitpid(child, &status, 0);
    Ran ran;
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    ran.out = read(out);
    ran.err = read(err);
    return ran;
}

Ran cityfm(const std::vector<std::string>& arguments, const Launch& launch) {
    std::vector<std::string> words{CITYFM_COMMAND};
    for (const std::string& argument : arguments) words.push_back(argument);
    return run_program(words, launch);
}

bool have(const std::string& program) {
    return run_program({"sh", "-c", "command -v " + program}).code == 0;
}

}  // namespace cityfm::tests
