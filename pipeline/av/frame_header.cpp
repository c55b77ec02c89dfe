// SPDX-License-Identifier: MIT
#include "pipeline/av/frame_header.h"

#include <array>

#include "pipeline/av/file_bytes.h"

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

constexpr std::array<int, 13> adts_rates = {96000, 88200, 64000, 48000, 44100, 32000, 24000,
                                            22050, 16000, 12000, 11025, 8000,  7350};
constexpr std::array<int, 15> wavpack_rates = {6000,  8000,  9600,  11025, 12000, 16000, 22050, 24000,
                                               32000, 44100, 48000, 64000, 88200, 96000, 192000};

constexpr std::array<int, 3> ac3_rates = {48000, 44100, 32000};
constexpr std::array<int, 19> ac3_kbps = {32,  40,  48,  56,  64,  80,  96,  112, 128, 160,
                                          192, 224, 256, 320, 384, 448, 512, 576, 640};
constexpr int ac3_block_samples = 256;
constexpr int ac3_blocks = 6;
constexpr int ac3_kind = 0;
constexpr int eac3_kind = 1;

/// A frame of AC-3 from its fifth byte on.
std::optional<FrameHeader> ac3_of(unsigned rate, unsigned size, unsigned version) {
    if (rate == 3 || size / 2 >= ac3_kbps.size()) return std::nullopt;
    FrameHeader header;
    // Versions 9 and 10 are of half and of a quarter of the rate.
    const unsigned halved = version > 8 ? version - 8 : 0;
    const int full_rate = ac3_rates.at(rate);
    header.kind = ac3_kind;
    header.sample_rate = full_rate >> halved;
    header.samples = ac3_blocks * ac3_block_samples;
    const int words = ac3_kbps.at(size / 2) * header.samples * 1000 / 16 / full_rate;
    const bool is_longer = rate == 1 && size % 2 != 0;
    header.bytes = std::int64_t{2} * (words + (is_longer ? 1 : 0));
    return header;
}

/// A frame of E-AC-3; one that belongs to the frame before it has no samples of its own.
std::optional<FrameHeader> eac3_of(std::string_view bytes) {
    const unsigned rate = byte_of(bytes, 4) >> 6U;
    const unsigned second = byte_of(bytes, 4) >> 4U & 3U;
    constexpr std::array<int, 4> blocks = {1, 2, 3, 6};
    if (rate == 3 && second == 3) return std::nullopt;
    FrameHeader header;
    header.kind = eac3_kind;
    header.sample_rate = rate == 3 ? ac3_rates.at(second) / 2 : ac3_rates.at(rate);
    const bool is_of_another = byte_of(bytes, 2) >> 6U == 1;
    const int held = rate == 3 ? ac3_blocks : blocks.at(second);
    header.samples = is_of_another ? 0 : held * ac3_block_samples;
    header.bytes =
        std::int64_t{2} * (static_cast<int>((byte_of(bytes, 2) & 7U) << 8U | byte_of(bytes, 3)) + 1);
    return header;
}

}  // namespace

std::optional<FrameHeader> mpeg_frame(std::string_view bytes) {
    if (bytes.size() < 4 || byte_of(bytes, 0) != 0xff || (byte_of(bytes, 1) & 0xe0U) != 0xe0U)
        return std::nullopt;
    const unsigned version = byte_of(bytes, 1) >> 3U & 3U;
    const unsigned layer_bits = byte_of(bytes, 1) >> 1U & 3U;
    const unsigned kbps_index = byte_of(bytes, 2) >> 4U;
    const unsigned rate = byte_of(bytes, 2) >> 2U & 3U;
    if (version == 1 || layer_bits == 0 || kbps_index == 0 || kbps_index == 15 || rate == 3)
        return std::nullopt;
    FrameHeader header;
    const bool is_first_version = version == 3;
    const int layer = 4 - static_cast<int>(layer_bits);
    const std::size_t row = is_first_version ? static_cast<std::size_t>(layer - 1) : layer == 1 ? 3 : 4;
    header.kind = static_cast<int>(version << 2U) + layer;
    header.sample_rate = rate_by_index.at(rate) / (is_first_version ? 1 : version == 2 ? 2 : 4);
    header.samples = layer == 1 ? 384 : layer == 3 && !is_first_version ? 576 : 1152;
    const int padding = static_cast<int>(byte_of(bytes, 2) >> 1U & 1U);
    const int slot = layer == 1 ? 4 : 1;
    const std::int64_t slots =
        header.samples / 8 * 1000 / slot * kbps_by_index.at(row).at(kbps_index) / header.sample_rate +
        padding;
    header.bytes = slots * slot;
    return header;
}

std::optional<FrameHeader> adts_frame(std::string_view bytes) {
    constexpr int block_samples = 1024;
    if (bytes.size() < 7 || byte_of(bytes, 0) != 0xff || (byte_of(bytes, 1) & 0xf6U) != 0xf0U)
        return std::nullopt;
    FrameHeader header;
    const unsigned rate = byte_of(bytes, 2) >> 2U & 15U;
    header.bytes = static_cast<std::int64_t>((byte_of(bytes, 3) & 3U) << 11U | byte_of(bytes, 4) << 3U |
                                             byte_of(bytes, 5) >> 5U);
    if (rate >= adts_rates.size() || header.bytes < 7) return std::nullopt;
    header.sample_rate = adts_rates.at(rate);
    header.samples = block_samples * (static_cast<int>(byte_of(bytes, 6) & 3U) + 1);
    return header;
}

std::optional<FrameHeader> ac3_frame(std::string_view bytes) {
    if (bytes.size() < 6 || !bytes.starts_with("\x0b\x77")) return std::nullopt;
    const unsigned version = byte_of(bytes, 5) >> 3U;
    if (version <= 10) return ac3_of(byte_of(bytes, 4) >> 6U, byte_of(bytes, 4) & 0x3fU, version);
    return version <= 16 ? eac3_of(bytes) : std::nullopt;
}

std::optional<FrameHeader> wavpack_block(std::string_view bytes) {
    constexpr std::int64_t most_block_bytes = 1 << 24;
    constexpr std::int64_t unknown = 0xFFFFFFFF;
    if (bytes.size() < 32 || !bytes.starts_with("wvpk")) return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t count) {
        return little_endian(bytes.substr(at, count));
    };
    const auto flags = static_cast<std::uint64_t>(number(24, 4));
    const auto rate = static_cast<std::size_t>(flags >> 23U & 15U);
    const bool is_first_of_frame = (flags & 0x800U) != 0;
    // One bit a sample, of which its decoder gives another number.
    const bool is_dsd = (flags & 0x80000000U) != 0;
    FrameHeader header;
    header.bytes = number(4, 4) + 8;
    const std::int64_t version = number(8, 2);
    const std::int64_t samples = number(20, 4);
    if (is_dsd || version < 0x402 || version > 0x410 || header.bytes < 32 ||
        header.bytes > most_block_bytes || rate >= wavpack_rates.size() || samples > most_block_bytes)
        return std::nullopt;
    header.sample_rate = wavpack_rates.at(rate);
    header.samples = is_first_of_frame ? static_cast<int>(samples) : 0;
    header.begins = header.samples > 0 && number(16, 4) == 0 && byte_of(bytes, 10) == 0;
    const std::int64_t all = number(12, 4);
    if (header.begins && all != unknown) header.all_samples = all + (number(11, 1) << 32U);
    return header;
}

bool starts_frames(std::string_view bytes, FrameReader read) {
    constexpr int enough = 4;
    const auto first = read(bytes);
    auto next = first;
    for (int frames = 1; next && next->fits(*first); ++frames) {
        if (frames == enough) return true;
        if (next->bytes >= static_cast<std::int64_t>(bytes.size())) return false;
        bytes.remove_prefix(static_cast<std::size_t>(next->bytes));
        next = read(bytes);
    }
    return false;
}

std::string_view ac3_demuxer(std::string_view bytes) {
    const auto header = ac3_frame(bytes);
    return header && header->kind == eac3_kind ? "eac3" : "ac3";
}

}  // namespace cityfm::av
