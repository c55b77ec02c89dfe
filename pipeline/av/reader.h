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

/// How a sound file is read.
struct ReadAs {
    std::optional<SoundFormat> format = {};  ///< of the samples; nothing: the file's own
    std::string track = {};                  ///< number, language or title; empty: the one that players take
};

/// A sound file decoded to interleaved float samples, block by block. What was lost in it is silence of the
/// same length, so that everything else stays where it was. Files that were joined are read one after the
/// other.
class Reader {
  public:
    /// A mono source becomes equal left and right in stereo. Throws as SoundFile and Input do.
    explicit Reader(const std::filesystem::path& path, const ReadAs& as = {});
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;
    ~Reader();

    const SoundInfo& info() const;

    /// The next block, valid until the next call; empty at the end.
    std::span<const float> read();

    /// The format of the blocks.
    SoundFormat format() const;

    /// What could not be decoded, or was not there, so far.
    const Losses& losses() const;

    /// Samples so far that were not finite numbers. They are given as silence.
    std::int64_t not_numbers() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// SHA-256 of the packets of the best sound stream: what tagging must leave as it is. Throws as Reader does.
std::string stream_sha256(const std::filesystem::path& path);

}  // namespace cityfm::av
