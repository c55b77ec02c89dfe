// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include "pipeline/core/time.h"

namespace cityfm::core {

/// The clock of a run: the system's, or one that was set to another moment and goes on from there.
class Clock {
  public:
    /// As the environment variable CITYFM_CLOCK sets it (RFC 3339). Throws `bad_clock`.
    static Clock of_environment();

    Clock() = default;
    explicit Clock(Instant set_to) : ahead_(set_to - system_now()) {}

    Instant now() const { return system_now() + ahead_; }

  private:
    std::chrono::seconds ahead_{0};
};

/// How long the machine has been running, time asleep included: no change of the clock changes it.
std::chrono::nanoseconds since_boot();

}  // namespace cityfm::core
