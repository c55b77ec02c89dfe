// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "pipeline/av/sound_layout.h"
#include "pipeline/core/plain_file.h"

namespace cityfm::av {

/// A sound file that was opened, looked at and not read yet.
struct SoundFile {
    /// Throws `not_a_plain_file`, `file_empty`, and where it is no sound file that can be read `not_sound`,
    /// `format_not_read`, `packed_sound`, `project_not_sound`, `page_not_sound` or `playlist_not_sound`.
    explicit SoundFile(const std::filesystem::path& path);

    std::filesystem::path name;  ///< for errors
    core::PlainFile file;
    SoundLayout layout;
};

}  // namespace cityfm::av
