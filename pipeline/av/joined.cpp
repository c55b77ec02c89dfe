// SPDX-License-Identifier: MIT
#include "pipeline/av/joined.h"

#include <algorithm>
#include <array>
#include <bitset>

#include "pipeline/av/frame_header.h"
#include "pipeline/av/sniff.h"
#include "pipeline/av/tail_tags.h"

namespace cityfm::av {
namespace {

using namespace std::string_view_literals;

/// Bytes at two places that begin a file together.
struct Mark {
    std::string_view first;
    std::size_t at;
    std::string_view second;
    std::string_view demuxer;
};

constexpr auto file_headers = std::to_array<Mark>({
    {"RIFF"sv, 8, "WAVE"sv, "wav"},
    {"RF64"sv, 8, "WAVE"sv, "wav"},
    {"BW64"sv, 8, "WAVE"sv, "wav"},
    {"RIFF"sv, 8, "AVI LIST"sv, "avi"},
    {"FORM"sv, 8, "AIFF"sv, "aiff"},
    {"FORM"sv, 8, "AIFC"sv, "aiff"},
    {"fLaC\0"sv, 5, "\0\0\x22"sv, "flac"},
    {"fLaC\x80"sv, 5, "\0\0\x22"sv, "flac"},
    {"OggS\0\x02"sv, 6, "\0\0\0\0\0\0\0\0"sv, "ogg"},
    {".snd\0\0"sv, 12, "\0\0\0"sv, "au"},
    {"caff\0\1"sv, 8, "desc"sv, "caf"},
    {"riff\x2e\x91\xcf\x11"sv, 8, "\xa5\xd6\x28\xdb"sv, "w64"},
    {"\x30\x26\xb2\x75\x8e\x66\xcf\x11"sv, 8, "\xa6\xd9\x00\xaa"sv, "asf"},
    {"FLV\1"sv, 5, "\0\0\0\x09"sv, "flv"},
    {"#!AMR"sv, 5, "\n"sv, "amr"},
    {"#!AMR"sv, 5, "-WB\n"sv, "amr"},
});

/// The first four bytes of those, of ID3 tags, and of an MP4's second four.
constexpr auto first_words = std::to_array<std::string_view>(
    {"RIFF"sv, "RF64"sv, "BW64"sv, "FORM"sv, "fLaC"sv, "OggS"sv, "caff"sv, "riff"sv, "#!AM"sv, ".snd"sv,
     "TTA1"sv, "wvpk"sv, "\x30\x26\xb2\x75"sv, "\x1a\x45\xdf\xa3"sv, "ID3\2"sv, "ID3\3"sv, "ID3\4"sv,
     "FLV\1"sv, "ftyp"sv});

std::size_t pair_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at])) << 8U |
           static_cast<unsigned char>(bytes[at + 1]);
}

/// The next place of one of the words; the size of `bytes` if there are no more.
std::size_t find_word(std::string_view bytes, std::size_t at) {
    constexpr std::size_t word_bytes = 4;
    // By their first two bytes, since all of a file is looked through.
    static const std::bitset<1U << 16U> begins_word = [] {
        std::bitset<1U << 16U> table;
        for (const std::string_view word : first_words) table.set(pair_at(word, 0));
        return table;
    }();
    for (; at + word_bytes <= bytes.size(); ++at) {
        if (!begins_word[pair_at(bytes, at)]) continue;
        const std::string_view found = bytes.substr(at, word_bytes);
        if (std::find(first_words.begin(), first_words.end(), found) != first_words.end()) return at;
    }
    return bytes.size();
}

std::string file_with_header(std::string_view head) {
    const auto has = [&](std::size_t at, std::string_view bytes) {
        return head.size() >= at + bytes.size() && head.substr(at, bytes.size()) == bytes;
    };
    for (const Mark& mark : file_headers) {
        if (has(0, mark.first) && has(mark.at, mark.second)) return std::string(mark.demuxer);
    }
    constexpr std::size_t ebml_bytes = 80;
    const std::string_view ebml = head.substr(0, ebml_bytes);
    const bool names_it = ebml.find("matroska") != ebml.npos || ebml.find("webm") != ebml.npos;
    if (has(0, "\x1a\x45\xdf\xa3") && names_it) return "matroska";
    constexpr std::int64_t most_brands_bytes = 1024;
    if (has(4, "ftyp") && big_endian(head.substr(0, 4)) <= most_brands_bytes) return "mov";
    const bool has_kind = head.size() >= 6 && head[4] >= 1 && head[4] <= 3 && head[5] == '\0';
    if (has(0, "TTA1") && has_kind) return "tta";
    const auto block = wavpack_block(head);
    return block && block->begins ? "wv" : "";
}

}  // namespace

Joined joined_at(FileBytes& file, std::int64_t at) {
    constexpr std::size_t head_bytes = 96;
    for (std::int64_t behind = behind_tag(file, at); behind != at; behind = behind_tag(file, at)) at = behind;
    const std::string with_header = file_with_header(file.at(at, head_bytes));
    if (!with_header.empty()) return {with_header, at};
    const auto has_frames = [&](FrameReader read) {
        return read(file.view(at, most_header_bytes)) &&
               starts_frames(file.view(at, enough_for_frames), read);
    };
    if (is_transport_stream(file.view(at, enough_for_packets))) return {"mpegts", at};
    if (has_frames(mpeg_frame)) return {"mp3", at};
    if (has_frames(adts_frame)) return {"aac", at};
    if (has_frames(ac3_frame)) return {std::string(ac3_demuxer(file.view(at, most_header_bytes))), at};
    return {};
}

std::int64_t find_joined(FileBytes& file, std::int64_t at) {
    constexpr std::size_t block_bytes = 1U << 16U;
    constexpr std::size_t head_bytes = 96;
    while (at < file.size()) {
        const std::string block = file.at(at, block_bytes);
        // A header may lie across the border of two blocks.
        const bool is_last = block.size() < block_bytes;
        const std::size_t looked_at = is_last ? block.size() : block_bytes - head_bytes;
        for (std::size_t i = find_word(block, 0); i < looked_at; i = find_word(block, i + 1)) {
            const std::string_view head = std::string_view(block).substr(i);
            const std::int64_t place = at + static_cast<std::int64_t>(i);
            if (!file_with_header(head).empty()) return place;
            if (head.starts_with("ID3") && head.size() > 4 && head[4] == '\0' && joined_at(file, place))
                return place;
            constexpr std::size_t size_bytes = 4;
            const bool is_mp4 = i >= size_bytes && head.starts_with("ftyp");
            if (is_mp4 && !file_with_header(std::string_view(block).substr(i - size_bytes)).empty())
                return place - static_cast<std::int64_t>(size_bytes);
        }
        if (is_last) break;
        at += static_cast<std::int64_t>(looked_at);
    }
    return file.size();
}

}  // namespace cityfm::av
