// SPDX-License-Identifier: MIT
#include "tests/support/apart.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "pipeline/core/error.h"

namespace cityfm::tests {
namespace {

#ifdef CITYFM_SANITIZED
constexpr rlim_t most_seconds = 20;
constexpr long sanitizer_kilobytes = 8'000'000;
#else
constexpr rlim_t most_seconds = 2;
constexpr long sanitizer_kilobytes = 0;
#endif

struct Process {
    int status = 0;
    long kilobytes = 0;
};

constexpr int refused = 10;
constexpr int threw = 11;

Process run(const std::function<void()>& work) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        for (const int number : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) ::signal(number, SIG_DFL);
        const rlimit seconds{most_seconds, most_seconds};
        const rlimit no_core{0, 0};
        ::setrlimit(RLIMIT_CPU, &seconds);
        ::setrlimit(RLIMIT_CORE, &no_core);
        int code = 0;
        try {
            work();
        } catch (const core::Error&) {
            code = refused;
        } catch (...) {
            code = threw;
        }
        ::_exit(code);
    }
    Process process;
    rusage used{};
    ::wait4(child, &process.status, 0, &used);
    process.kilobytes = used.ru_maxrss;
    return process;
}

}  // namespace

Ended apart(const std::function<void()>& work) {
    const long idle = run([] {}).kilobytes;
    const Process process = run(work);
    const int code = WIFEXITED(process.status) ? WEXITSTATUS(process.status) : -1;
    Ended ended;
    ended.kilobytes = process.kilobytes - idle;
    ended.how = code == 0         ? "well"
                : code == refused ? "refused"
                : code == threw   ? "by another exception"
                : code < 0        ? "by signal " + std::to_string(WTERMSIG(process.status))
                                  : "with code " + std::to_string(code);
    return ended;
}

std::string checked_end(const std::function<void()>& work, long most_kilobytes) {
    const Ended ended = apart(work);
    INFO("it ended " << ended.how);
    CHECK((ended.how == "well" || ended.how == "refused"));
    CHECK(ended.kilobytes < most_kilobytes + sanitizer_kilobytes);
    return ended.how;
}

}  // namespace cityfm::tests
