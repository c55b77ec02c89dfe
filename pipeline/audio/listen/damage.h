// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/av/sound_info.h"
#include "pipeline/core/finding.h"

namespace cityfm::audio {

/// How a sound file was read.
struct Reading {
    double seconds = 0;
    double declared_seconds = 0;   ///< what its header states; 0 when it does not
    av::Losses losses;             ///< what could not be decoded, or was not there
    std::int64_t not_numbers = 0;  ///< samples that were no numbers
};

/// What of the sound could not be had, about `path`: warnings, and errors where so much is missing that
/// listeners would miss it (more than half a second and a thousandth of it). Pure.
core::Findings damage_in(const std::string& path, const Reading& reading);

}  // namespace cityfm::audio
