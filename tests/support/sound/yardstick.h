// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "tests/support/sound/signals.h"

namespace cityfm::tests {

/// What libebur128 says of a sound: the yardstick of our own meters.
struct Yardstick {
    std::optional<double> integrated_lufs;
    std::optional<double> range_lu;
    double true_peak = 0;  ///< linear, of the loudest channel
};
Yardstick by_libebur128(const Sound& sound, bool dual_mono = false);

}  // namespace cityfm::tests
