// SPDX-License-Identifier: MIT
#include "pipeline/audio/encodings.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <sstream>

#include "pipeline/audio/loudness.h"
#include "pipeline/audio/stage.h"

namespace cityfm::audio {
namespace {

constexpr auto table = std::to_array<EncodingRow>({
    {"mp3", ".mp3", "audio/mpeg", "mp3", "libmp3lame", true, "reservoir=1 joint_stereo=1 compression_level=5",
     "id3v2_version=0 write_id3v1=0 write_xing=1"},
    {"opus", ".opus", "audio/ogg; codecs=opus", "opus", "libopus", false,
     "application=audio vbr=on frame_duration=20 compression_level=10", "page_duration=1000000"},
});

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
            std::string(row->codec),
            {house_rate, channels},
            spec.bitrate_kbps,
            row->planar,
            pairs(row->codec_options),
            pairs(row->muxer_options)};
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
