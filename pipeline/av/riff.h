// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/av/file_bytes.h"

namespace cityfm::av {

/// A chunk of a RIFF file with its header, as it states its size: its end may lie behind the file's.
struct RiffChunk {
    std::string name;
    Span span;

    /// Where its content begins, and how much of it is stated.
    std::int64_t content() const { return span.begin + 8; }
    std::int64_t size() const { return span.end - content(); }
};

/// The chunks of a WAV, up to the first that reaches past the end; none where there are more than any file
/// has.
std::vector<RiffChunk> riff_chunks(FileBytes& file);

/// The frames that a WAV's `data` chunk states (RIFF, and RF64 by EBU Tech 3306), whether the file holds them
/// or not; 0 where it does not say, as recorders do that never came to close the file.
std::int64_t wav_declared_frames(const std::filesystem::path& path);

}  // namespace cityfm::av
