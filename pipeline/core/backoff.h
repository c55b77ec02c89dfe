// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace cityfm::core {

/// The pause before the repetition of a number from 0: anything up to a bound that doubles ("full jitter"),
/// so that many who wait do not come back at once.
std::chrono::milliseconds full_jitter(int repetition);

}  // namespace cityfm::core
