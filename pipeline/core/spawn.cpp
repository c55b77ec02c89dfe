// SPDX-License-Identifier: MIT
#include "pipeline/core/spawn.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "pipeline/core/error.h"

namespace cityfm::core {

Spawn::Spawn(const std::filesystem::path& folder) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK);
}

Spawn::~Spawn() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
}

void Spawn::give(int ours, int theirs) {
    posix_spawn_file_actions_adddup2(&actions_, ours, theirs);
}

void Spawn::lead_group() {
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
}

pid_t Spawn::start(const std::filesystem::path& program, std::vector<std::string> words) {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = 0;
    const int failed =
        ::posix_spawn(&child, program.c_str(), &actions_, &attributes_, arguments.data(), environ);
    if (failed != 0) fail_on_file(Code::cannot_read, program, failed);
    return child;
}

int shell_code(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace cityfm::core
