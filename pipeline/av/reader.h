// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace cityfm::av {

/// A rate in frames per second and a number of channels.
struct SoundFormat {
    int sample_rate = 0;
    int channels = 0;

    bool operator==(const SoundFormat&) const = default;
};

/// What a sound file says of itself before it is decoded.
struct SoundInfo {
    std::string container;
    std::string codec;
    SoundFormat format;
    std::int64_t declared_frames = 0;  ///< by its header; 0 when it does not say, or only guesses
    double duration_seconds = 0;       ///< declared or estimated; 0 when unknown
};

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
