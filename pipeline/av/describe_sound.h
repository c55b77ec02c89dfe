// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "pipeline/av/input.h"

namespace cityfm::av {

/// True for a demuxer of MP4 and QuickTime, whose names begin alike.
inline bool is_mp4(std::string_view container) {
    return container.starts_with("mov");
}

/// What a file says of its sound, by its first part, by what its other parts state, and by where the sound
/// lies.
SoundInfo describe_sound(const Input& first, const std::shared_ptr<const SoundFile>& source,
                         const std::string& track);

}  // namespace cityfm::av
