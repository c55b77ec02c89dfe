// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "pipeline/av/sound_info.h"

namespace cityfm::av {

/// A sound file decoded to interleaved float samples, block by block.
class Reader {
  public:
    /// Opens the best sound stream, to be read in `wanted`, or as it is. A mono source becomes equal left and
    /// right. Throws `file_empty`, `not_sound`, `no_sound_in_it` or `unreadable_sound`.
    explicit Reader(const std::filesystem::path& path, std::optional<SoundFormat> wanted = std::nullopt);
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;
    ~Reader();

    const SoundInfo& info() const;

    /// The next block, valid until the next call; empty at the end. Damaged packets are passed over and
    /// counted.
    std::span<const float> read();

    /// The format of the blocks.
    SoundFormat format() const;

    /// Frames decoded so far, at the file's own rate.
    std::int64_t decoded_frames() const;

    /// Packets that could not be decoded, and reads that failed, so far.
    int damages() const;

    /// Samples so far that were not finite numbers. They are given as silence.
    std::int64_t not_numbers() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// SHA-256 of the packets of the best sound stream: what tagging must leave as it is. Throws as Reader does.
std::string stream_sha256(const std::filesystem::path& path);

}  // namespace cityfm::av
