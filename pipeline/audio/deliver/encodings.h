// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/av/encoding.h"
#include "pipeline/model/preset.h"

namespace cityfm::audio {

/// How a format is encoded in chunks, so that several threads can share it. All counts are packets.
struct Chunking {
    std::int64_t packet_frames = 0;
    std::int64_t packets = 0;  ///< of a chunk: a minute; 0 for formats that are encoded in one go
    std::int64_t run_up = 0;   ///< before a chunk's begin, while its encoder finds its way
    std::int64_t beyond = 0;   ///< past a chunk's end, where MP3 looks for a joint
};

/// One row of the table of encodings: everything about a format but its bitrate.
struct EncodingRow {
    std::string_view format;     ///< as presets name it
    std::string_view extension;  ///< with its dot
    std::string_view media_type;
    std::string_view muxer;
    std::string_view codec;
    av::Samples samples;
    /// Codec options as `key=value`, separated by blanks.
    std::string_view codec_options;
    std::string_view muxer_options;
    Chunking chunking = {};
};

/// Every format there is.
std::span<const EncodingRow> encodings();

/// The row of `format`; null where there is none.
const EncodingRow* find_encoding(std::string_view format);

/// What the writer needs to encode a rendition at `house_rate`.
av::Encoding encoding_of(const model::RenditionSpec& spec, int channels);

/// How far encoding may lift a true peak, in dB: the room that a master leaves under the promise.
double overshoot_db(const model::RenditionSpec& spec);

/// How much louder an encoder has to be fed so that its file is as loud as the master, in dB: LAME turns its
/// input down without a word.
double prior_gain_db(const model::RenditionSpec& spec);

}  // namespace cityfm::audio
