// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal/signal_watch.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <functional>

using namespace cityfm;
using std::chrono::milliseconds;

namespace {

/// What a shell calls the end of a process that does `work`, and then 7.
int end_of(const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_DFL);  // not Catch's
        work();
        ::_exit(7);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void ask(int signal) {
    ::kill(::getpid(), signal);
}

}  // namespace

TEST_CASE("work that does not heed the request to stop is ended after its time") {
    CHECK(end_of([] {
              const cli::SignalWatch watch(milliseconds(200));
              ask(SIGTERM);
              ::sleep(20);
          }) == 128 + SIGTERM);
    CHECK(cli::SignalWatch::most_time_to_end == std::chrono::seconds(30));
}

TEST_CASE("work that heeds the request ends in its own way, and a second signal does not wait for it") {
    CHECK(end_of([] {
              const cli::SignalWatch watch(std::chrono::seconds(20));
              ask(SIGINT);
              while (!watch.token().stop_requested()) ::usleep(1000);
              if (watch.received() != SIGINT) ::_exit(1);
          }) == 7);
    CHECK(end_of([] {
              const cli::SignalWatch watch(std::chrono::seconds(20));
              ask(SIGTERM);
              while (!watch.token().stop_requested()) ::usleep(1000);
              ask(SIGINT);
              ::sleep(20);
          }) == 128 + SIGINT);
}

TEST_CASE("a signal ends a process at once when nobody watches any more") {
    CHECK(end_of([] {
              { const cli::SignalWatch watch; }
              ask(SIGTERM);
          }) == 128 + SIGTERM);
}
