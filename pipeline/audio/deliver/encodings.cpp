// SPDX-License-Identifier: MIT
#include "pipeline/audio/deliver/encodings.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <sstream>

#include "pipeline/audio/meter/loudness.h"
#include "pipeline/audio/stages/stage.h"

namespace cityfm::audio {
namespace {

using av::Samples;

constexpr auto table = std::to_array<EncodingRow>({
    {"mp3",
     ".mp3",
     "audio/mpeg",
     "mp3",
     "libmp3lame",
     Samples::f32_planar,
     "reservoir=1 joint_stereo=1 compression_level=5",
     "id3v2_version=0 write_id3v1=0 write_xing=1",
     {1152, 2500, 64, 32}},
    {"m4a",
     ".m4a",
     "audio/x-m4a",
     "ipod",
     "aac",
     Samples::f32_planar,
     "aac_coder=twoloop aac_pns=0",
     "movflags=+faststart",
     {1024, 2812, 64, 0}},
    {"opus", ".opus", "audio/ogg; codecs=opus", "opus", "libopus", Samples::f32,
     "application=audio vbr=on frame_duration=20 compression_level=10", "page_duration=1000000"},
    {"flac", ".flac", "audio/flac", "flac", "flac", Samples::s32, "compression_level=8", ""},
    {"wav", ".wav", "audio/wav", "wav", "pcm_s24le", Samples::s32, "", "rf64=auto"},
});

/// The sample format for the bits of a lossless file; the row's for all others.
Samples samples_of(const EncodingRow& row, const model::RenditionSpec& spec) {
    return spec.bits == 16 ? Samples::s16 : row.samples;
}

std::vector<std::pair<std::string, std::string>> pairs(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> found;
    std::istringstream stream{std::string(text)};
    for (std::string word; stream >> word;) {
        const std::size_t equals = word.find('=');
        found.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
    return found;
}

}  // namespace

std::span<const EncodingRow> encodings() {
    return table;
}

const EncodingRow* find_encoding(std::string_view format) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const EncodingRow& row) { return row.format == format; });
    return found != table.end() ? &*found : nullptr;
}

av::Encoding encoding_of(const model::RenditionSpec& spec, int channels) {
    const EncodingRow* row = find_encoding(spec.format);
    assert(row != nullptr && "presets name only formats of the table");
    return {std::string(row->muxer),
            spec.format == "wav" && spec.bits == 16 ? "pcm_s16le" : std::string(row->codec),
            {house_rate, channels},
            spec.bitrate_kbps,
            samples_of(*row, spec),
            spec.bits,
            pairs(row->codec_options),
            pairs(row->muxer_options)};
}

double overshoot_db(const model::RenditionSpec& spec) {
    // Measured over hard cases: with 1.5 dB every MP3 and Opus and nine of ten AAC files keep the ceiling at
    // once. Dither adds less than a tenth.
    return model::is_lossless(spec.format) ? 0.05 : 1.5;
}

double prior_gain_db(const model::RenditionSpec& spec) {
    if (spec.format != "mp3") return 0;
    // LAME 3.100 scales CBR and ABR input by these factors (lame.c, from its table of ABR presets).
    const double scale = spec.bitrate_kbps >= 256   ? 1.0
                         : spec.bitrate_kbps >= 224 ? 0.98
                         : spec.bitrate_kbps >= 192 ? 0.97
                                                    : 0.95;
    return -to_db(scale);
}

}  // namespace cityfm::audio
