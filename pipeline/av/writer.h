// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/av/reader.h"

namespace cityfm::av {

/// How an encoder takes its samples. Whole numbers of `s32` hold their bits on the left.
enum class Samples { f32, f32_planar, s16, s32 };

/// Everything that decides an encoded file's bytes, apart from the sound.
struct Encoding {
    std::string muxer;
    std::string codec;
    SoundFormat format;
    int bitrate_kbps = 0;
    Samples samples = Samples::f32;
    int bits = 0;  ///< of whole numbers, where the codec keeps fewer than `samples` has room for
    std::vector<std::pair<std::string, std::string>> codec_options;
    std::vector<std::pair<std::string, std::string>> muxer_options;
};

/// True when this FFmpeg has the encoder.
bool has_encoder(const std::string& codec);

/// A sound file being encoded from interleaved float samples. It carries no tags.
class Writer {
  public:
    /// Writes over `path`. Throws `encoder_missing`, or when something cannot be opened.
    Writer(const std::filesystem::path& path, const Encoding& encoding);
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer();

    void write(std::span<const float> samples);

    /// Flushes and closes, both checked; returns the frames that were fed.
    std::int64_t finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace cityfm::av
