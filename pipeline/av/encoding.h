// SPDX-License-Identifier: MIT
#pragma once

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

}  // namespace cityfm::av
