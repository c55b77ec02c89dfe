// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/core/finding.h"

namespace cityfm::audio {

/// How a sound file was read.
struct Reading {
    double seconds = 0;
    double declared_seconds = 0;   ///< what its header states; 0 when it does not
    int damages = 0;               ///< packets that could not be decoded
    std::int64_t not_numbers = 0;  ///< samples that were no numbers
};

/// What of the sound could not be had, as warnings about `path`. Pure.
core::Findings damage_in(const std::string& path, const Reading& reading);

}  // namespace cityfm::audio
