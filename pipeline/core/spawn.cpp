// SPDX-License-Identifier: MIT
#include "pipeline/core/spawn.h"

#include <unistd.h>

#include <csignal>

#include "pipeline/core/error.h"

namespace cityfm::core {
namespace {

/// The list of texts that exec(3) takes.
std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    list.reserve(texts.size() + 1);
    for (std::string& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

}  // namespace

Spawn::Spawn(const std::filesystem::path& folder) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    // A signal that is ignored stays so in whatever is started, however often.
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
}

Spawn::~Spawn() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
}

void Spawn::give(int ours, int theirs) {
    posix_spawn_file_actions_adddup2(&actions_, ours, theirs);
}

pid_t Spawn::start(const std::filesystem::path& program, std::vector<std::string> words,
                   const Environment& environment) {
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    std::vector<std::string> variables = environment.variables();
    pid_t child = 0;
    const int failed = ::posix_spawn(&child, program.c_str(), &actions_, &attributes_, pointers(words).data(),
                                     pointers(variables).data());
    if (failed != 0) fail_on_file(Code::cannot_read, program, failed);
    return child;
}

}  // namespace cityfm::core
