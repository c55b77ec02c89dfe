// SPDX-License-Identifier: MIT
#include "pipeline/core/child.h"

#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <thread>

namespace cityfm::core {
namespace {

int shell_code(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

ChildEnd wait_for(pid_t child, std::optional<std::chrono::seconds> time_limit, const std::stop_token& stop,
                  const std::function<void()>& meanwhile) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    std::optional<Clock::time_point> killed_at;  // nothing before it was asked to end
    ChildEnd end;
    for (;;) {
        int status = 0;
        const pid_t ended = ::waitpid(child, &status, WNOHANG | WUNTRACED);
        if (ended < 0 && errno != EINTR) return end;
        if (ended == child && WIFSTOPPED(status)) {
            // It asks something on the terminal, which belongs to our group, and would wait for ever.
            if (WSTOPSIG(status) == SIGTTIN || WSTOPSIG(status) == SIGTTOU) ::kill(-child, SIGKILL);
        } else if (ended == child) {
            end.code = shell_code(status);
            // What it started may have ignored the signal that ended it.
            if (killed_at) ::kill(-child, SIGKILL);
            return end;
        }
        const Clock::time_point now = Clock::now();
        if (killed_at && now >= *killed_at) ::kill(-child, SIGKILL);
        if (!killed_at && (stop.stop_requested() || (time_limit && now - start > *time_limit))) {
            end.in_time = false;
            killed_at = now + time_to_end;
            ::kill(-child, SIGTERM);
        }
        meanwhile();
    }
}

void pause_for_child() {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

}  // namespace cityfm::core
