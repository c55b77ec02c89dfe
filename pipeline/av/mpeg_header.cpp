// SPDX-License-Identifier: MIT
#include "pipeline/av/mpeg_header.h"

#include <array>

namespace cityfm::av {
namespace {

unsigned byte_of(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

/// By the index of the header: of MPEG 1, layers I to III, then of MPEG 2 and 2.5, layer I and the others.
constexpr std::array<std::array<int, 15>, 5> kbps_by_index = {
    {{0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
     {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
     {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
     {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
     {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}}};
constexpr std::array<int, 3> rate_by_index = {44100, 48000, 32000};

}  // namespace

std::optional<MpegHeader> mpeg_header(std::string_view bytes) {
    if (bytes.size() < 4 || byte_of(bytes, 0) != 0xff || (byte_of(bytes, 1) & 0xe0U) != 0xe0U)
        return std::nullopt;
    const unsigned version = byte_of(bytes, 1) >> 3U & 3U;
    const unsigned layer = byte_of(bytes, 1) >> 1U & 3U;
    const unsigned kbps = byte_of(bytes, 2) >> 4U;
    const unsigned rate = byte_of(bytes, 2) >> 2U & 3U;
    if (version == 1 || layer == 0 || kbps == 0 || kbps == 15 || rate == 3) return std::nullopt;
    MpegHeader header;
    header.version = version == 3 ? 1 : version == 2 ? 2 : 25;
    header.layer = 4 - static_cast<int>(layer);
    const bool first = header.version == 1;
    const std::size_t row = first ? static_cast<std::size_t>(header.layer - 1) : header.layer == 1 ? 3 : 4;
    header.kbps = kbps_by_index.at(row).at(kbps);
    header.sample_rate = rate_by_index.at(rate) / (first ? 1 : header.version == 2 ? 2 : 4);
    header.mono = byte_of(bytes, 3) >> 6U == 3;
    header.samples = header.layer == 1 ? 384 : header.layer == 3 && !first ? 576 : 1152;
    const int padding = static_cast<int>(byte_of(bytes, 2) >> 1U & 1U);
    const int slot = header.layer == 1 ? 4 : 1;
    const std::int64_t slots = header.samples / 8 * 1000 / slot * header.kbps / header.sample_rate + padding;
    header.bytes = slots * slot;
    return header;
}

std::optional<AdtsHeader> adts_header(std::string_view bytes) {
    if (bytes.size() < 7 || byte_of(bytes, 0) != 0xff || (byte_of(bytes, 1) & 0xf6U) != 0xf0U)
        return std::nullopt;
    AdtsHeader header;
    header.rate_index = static_cast<int>(byte_of(bytes, 2) >> 2U & 15U);
    header.bytes = static_cast<std::int64_t>((byte_of(bytes, 3) & 3U) << 11U | byte_of(bytes, 4) << 3U |
                                             byte_of(bytes, 5) >> 5U);
    if (header.rate_index > 12 || header.bytes < 7) return std::nullopt;
    return header;
}

}  // namespace cityfm::av
