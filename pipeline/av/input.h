// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "pipeline/av/handles.h"
#include "pipeline/core/plain_file.h"

namespace cityfm::av {

/// A sound file opened by its own demuxer, with its best sound stream chosen and all others discarded.
struct Input {
    /// Throws `not_a_plain_file`, `file_empty`, `not_sound`, `no_sound_in_it` or `unreadable_sound`.
    explicit Input(const std::filesystem::path& path);

    /// The next packet of the stream, or nothing at the end. A failed read that is not the end counts as
    /// damage and ends the stream.
    bool read(AVPacket& packet);

    core::PlainFile file;
    InputFormat format;
    AVStream* stream = nullptr;
    int damages = 0;
};

}  // namespace cityfm::av
