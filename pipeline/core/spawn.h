// SPDX-License-Identifier: MIT
#pragma once

#include <spawn.h>
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/core/environment.h"

namespace cityfm::core {

/// A child process that is about to be started (posix_spawn(3)), the first of a process group, so that it can
/// be ended with all that it starts. It has no descriptors of ours but 0 to 2, no signal is blocked or
/// ignored in it, and its environment is what its caller gives.
class Spawn {
  public:
    explicit Spawn(const std::filesystem::path& folder);
    Spawn(const Spawn&) = delete;
    Spawn& operator=(const Spawn&) = delete;
    ~Spawn();

    /// It has our descriptor `ours` as its `theirs`, 0 to 2.
    void give(int ours, int theirs);
    /// Starts it, its name the first of `words`. Throws `cannot_read` when it cannot be started.
    pid_t start(const std::filesystem::path& program, std::vector<std::string> words,
                const Environment& environment);

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

}  // namespace cityfm::core
