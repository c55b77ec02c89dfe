// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <csignal>
#include <stop_token>
#include <thread>

namespace cityfm::cli {

/// Turns SIGINT and SIGTERM into a request to stop. A second one ends the process at once, and so does the
/// end of the time that the work has to come to an end in order. The signals are waited for in a thread of
/// their own, so that no handler runs in the middle of anything.
class SignalWatch {
  public:
    static constexpr std::chrono::seconds most_time_to_end{30};

    /// Throws std::system_error when there is no thread to be had.
    explicit SignalWatch(std::chrono::milliseconds time_to_end = most_time_to_end);
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;
    ~SignalWatch();

    std::stop_token token() const { return source_.get_token(); }
    /// The signal that asked for the end, or 0.
    int received() const { return received_; }

  private:
    void watch();

    std::chrono::milliseconds time_to_end_;
    sigset_t signals_{};
    sigset_t before_{};
    std::stop_source source_;
    std::atomic<int> received_ = 0;
    std::atomic<bool> ending_ = false;
    std::thread thread_;
};

}  // namespace cityfm::cli
