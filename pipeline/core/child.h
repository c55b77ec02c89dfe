// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

namespace cityfm::core {

/// How a child process ended.
struct ChildEnd {
    /// Its exit code, or 128 + the signal that ended it, as a shell has it. Nothing where the system cannot
    /// say (ECHILD): it may have done its work or not.
    std::optional<int> code;
    bool in_time = true;  ///< false: it was ended, after its time or because the end was asked for
};

/// How long a child that is asked to end (SIGTERM) has for that, before it is killed.
inline constexpr std::chrono::seconds time_to_end{5};

/// Waits for a child that Spawn has started. When `stop` is requested, or after `time_limit` where there is
/// one, its process group is ended. `meanwhile` is called again and again and takes about 20 ms.
ChildEnd wait_for(pid_t child, std::optional<std::chrono::seconds> time_limit, const std::stop_token& stop,
                  const std::function<void()>& meanwhile);

/// A pause of that length, for a child that writes nothing to us.
void pause_for_child();

}  // namespace cityfm::core
