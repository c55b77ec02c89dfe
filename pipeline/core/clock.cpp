// SPDX-License-Identifier: MIT
#include "pipeline/core/clock.h"

#include <ctime>

#include "pipeline/core/environment.h"
#include "pipeline/core/error.h"

namespace cityfm::core {

Clock Clock::of_environment() {
    const std::string written = variable("CITYFM_CLOCK");
    if (written.empty()) return {};
    const auto moment = parse_rfc3339(written);
    if (!moment) throw Error(Kind::usage, Code::bad_clock, {{"found", written}});
    return Clock(*moment);
}

std::chrono::nanoseconds since_boot() {
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace cityfm::core
