// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/audio/meter/loudness.h"

namespace cityfm::audio {

/// A signal whose figures are known, as both meters have it on this machine.
struct SelfTest {
    std::string signal;                            ///< what it is: `1 kHz at -23 dBFS, stereo`
    std::optional<double> expected_lufs = {};      ///< what the standard says; ±0.1 LU
    std::optional<double> expected_range_lu = {};  ///< ±1 LU
    std::optional<double> expected_dbtp = {};      ///< +0.2 and -0.4 dB
    Loudness ours = {};
    Loudness reference = {};  ///< libebur128's

    /// True where both agree with each other and with the standard.
    bool is_good() const;
};

/// Measures the signals of EBU Tech 3341 and 3342 that need no recording: steady tones, steps of loudness, a
/// tone whose peaks lie between the samples, and noise at another rate.
std::vector<SelfTest> test_meters();

}  // namespace cityfm::audio
