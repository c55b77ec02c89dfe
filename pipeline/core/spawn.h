// SPDX-License-Identifier: MIT
#pragma once

#include <spawn.h>
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace cityfm::core {

/// A child process that is about to be started (posix_spawn(3)). The signals that we wait for in a thread are
/// its own again.
class Spawn {
  public:
    explicit Spawn(const std::filesystem::path& folder);
    Spawn(const Spawn&) = delete;
    Spawn& operator=(const Spawn&) = delete;
    ~Spawn();

    /// It has our descriptor `ours` as its `theirs`.
    void give(int ours, int theirs);
    /// It is the first of a process group, and can be ended with all that it starts.
    void lead_group();
    /// Starts it, its name the first of `words`. Throws `cannot_read` when it cannot be started.
    pid_t start(const std::filesystem::path& program, std::vector<std::string> words);

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

/// What a shell calls the end of a child: its exit code, or 128 + the signal that ended it.
int shell_code(int status);

}  // namespace cityfm::core
