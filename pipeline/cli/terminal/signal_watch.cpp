// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal/signal_watch.h"

#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace cityfm::cli {
namespace {

using Clock = std::chrono::steady_clock;

/// Waits for one of the signals until the moment; the signal, or 0 when none came.
int wait_until(const sigset_t& signals, Clock::time_point end) {
    for (;;) {
        const auto left = std::max<Clock::duration>(end - Clock::now(), Clock::duration::zero());
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
        timespec time{};
        time.tv_sec = seconds.count();
        time.tv_nsec = std::chrono::nanoseconds(left - seconds).count();
        const int signal = ::sigtimedwait(&signals, nullptr, &time);
        if (signal > 0) return signal;
        if (errno != EINTR) return 0;
    }
}

}  // namespace

SignalWatch::SignalWatch(std::chrono::milliseconds time_to_end) : time_to_end_(time_to_end) {
    sigemptyset(&signals_);
    for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaddset(&signals_, signal);
    pthread_sigmask(SIG_BLOCK, &signals_, &before_);
    try {
        thread_ = std::thread([this] { watch(); });
    } catch (...) {
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
        throw;
    }
}

SignalWatch::~SignalWatch() {
    ending_ = true;
    pthread_kill(thread_.native_handle(), SIGUSR1);
    thread_.join();
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void SignalWatch::watch() {
    constexpr std::chrono::hours for_ever{24};
    Clock::time_point end{};
    while (!ending_) {
        const bool was_asked = received_ != 0;
        const int signal = wait_until(signals_, was_asked ? end : Clock::now() + for_ever);
        if (ending_) return;
        if (was_asked && signal != SIGUSR1) ::_exit(128 + (signal != 0 ? signal : received_.load()));
        if (signal == 0 || signal == SIGUSR1) continue;
        end = Clock::now() + time_to_end_;
        received_ = signal;
        source_.request_stop();
    }
}

}  // namespace cityfm::cli
