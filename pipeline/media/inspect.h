// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "pipeline/av/sniff.h"
#include "pipeline/av/sound_info.h"
#include "pipeline/core/finding.h"
#include "pipeline/media/tags.h"

namespace cityfm::media {

/// All that a finished sound file says, and what a podcast player would miss in it.
struct Inspected {
    std::uintmax_t bytes = 0;
    av::SoundInfo sound;
    std::string tag_kind;  ///< `ID3v2.3`, `MP4`, `Vorbis comments`; empty for none that is known
    Tags tags;
    av::PictureHeader picture;  ///< of `tags.picture`
    core::Findings misses;      ///< warnings and hints, about `path`
};

/// Reads any sound file without decoding it. Throws `file_empty`, `not_sound`, `no_sound_in_it` or
/// `unreadable_sound`.
Inspected inspect(const std::filesystem::path& path);

}  // namespace cityfm::media
