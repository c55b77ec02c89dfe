// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>

namespace cityfm::core {

/// Throws `interrupted` when the end was asked for.
void check_stop(const std::stop_token& stop);

/// Waits. Throws `interrupted` when the end is asked for.
using Pause = std::function<void(std::chrono::milliseconds)>;

/// One that really sleeps.
Pause pause_until(const std::stop_token& stop);

}  // namespace cityfm::core
