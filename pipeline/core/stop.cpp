// SPDX-License-Identifier: MIT
#include "pipeline/core/stop.h"

#include <condition_variable>
#include <mutex>

#include "pipeline/core/error.h"

namespace cityfm::core {

void check_stop(const std::stop_token& stop) {
    if (stop.stop_requested()) throw Error(Kind::interrupted, Code::interrupted);
}

Pause pause_until(const std::stop_token& stop) {
    return [stop](std::chrono::milliseconds time) {
        std::mutex mutex;
        std::condition_variable_any ended;
        std::unique_lock lock(mutex);
        ended.wait_for(lock, stop, time, [] { return false; });
        check_stop(stop);
    };
}

}  // namespace cityfm::core
