// SPDX-License-Identifier: MIT
#include "pipeline/av/sniff.h"

#include <algorithm>
#include <array>

#include "pipeline/av/file_bytes.h"
#include "pipeline/av/frame_header.h"
#include "pipeline/core/ascii_case.h"

namespace cityfm::av {
namespace {

unsigned byte_at(std::string_view head, std::size_t at) {
    return at < head.size() ? static_cast<unsigned char>(head[at]) : 0U;
}

bool has(std::string_view head, std::size_t at, std::string_view magic) {
    return head.substr(0, at + magic.size()).size() == at + magic.size() &&
           head.substr(at, magic.size()) == magic;
}

/// The size of an ID3v2 tag at the start (its length is 28 bits in four bytes), or 0.
std::size_t id3_size(std::string_view head) {
    if (!has(head, 0, "ID3") || head.size() < 10) return 0;
    std::size_t size = 0;
    for (std::size_t i = 6; i < 10; ++i) size = size << 7U | (byte_at(head, i) & 0x7fU);
    return size + 10;
}

/// What a file begins with, and the demuxer that reads it.
struct Magic {
    std::size_t at;
    std::string_view bytes;
    std::string_view demuxer;
};

using namespace std::string_view_literals;

constexpr auto magics = std::to_array<Magic>({
    {0, "riff\x2e\x91\xcf\x11"sv, "w64"},
    {0, "fLaC"sv, "flac"},
    {0, "OggS"sv, "ogg"},
    {4, "ftyp"sv, "mov"},
    {0, "caff"sv, "caf"},
    {0, "#!AMR"sv, "amr"},
    {0, "\x1a\x45\xdf\xa3"sv, "matroska"},
    {0, ".snd"sv, "au"},
    {0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11"sv, "asf"},
    {0, "wvpk"sv, "wv"},
    {0, "TTA1"sv, "tta"},
    {0, "MAC "sv, "ape"},
    {0, "MP+"sv, "mpc"},
    {0, "MPCK"sv, "mpc8"},
    {0, "\x00\x00\x01\xba"sv, "mpeg"},
    {0, "FLV\x01"sv, "flv"},
    {0, "DSD "sv, "dsf"},
    {0, "Creative Voice File\x1a"sv, "voc"},
    {0, ".ra\xfd"sv, "rm"},
    {0, ".RMF"sv, "rm"},
    {1, "dss"sv, "dss"},
    {0, "\x7f\xfe\x80\x01"sv, "dts"},
    {4, "\xf8\x72\x6f\xba"sv, "truehd"},
    {0, "nut/multimedia container\0"sv, "nut"},
});

/// What has no sound in it that can be read, though it looks to people as if it had.
struct Other {
    std::string_view bytes;
    core::Code code;
    std::string_view format;
};

constexpr auto others = std::to_array<Other>({
    {"PK\x03\x04"sv, core::Code::packed_sound, "ZIP"},
    {"Rar!\x1a\x07"sv, core::Code::packed_sound, "RAR"},
    {"7z\xbc\xaf\x27\x1c"sv, core::Code::packed_sound, "7z"},
    {"\x1f\x8b"sv, core::Code::packed_sound, "gzip"},
    {"SQLite format 3\0"sv, core::Code::project_not_sound, "Audacity"},
    {"<?xml"sv, core::Code::project_not_sound, "XML"},
    {"<!doctype"sv, core::Code::page_not_sound, "HTML"},
    {"<html"sv, core::Code::page_not_sound, "HTML"},
    {"#EXTM3U"sv, core::Code::playlist_not_sound, "M3U"},
    {"[playlist]"sv, core::Code::playlist_not_sound, "PLS"},
    {"MThd"sv, core::Code::format_not_read, "MIDI"},
    {"\x03"
     "ds2"sv,
     core::Code::format_not_read, "DS2"},
    {"\x01"
     "ds2"sv,
     core::Code::format_not_read, "DS2"},
    {"%PDF"sv, core::Code::format_not_read, "PDF"},
    {"FRM8"sv, core::Code::format_not_read, "DSDIFF"},
    {"ajkg"sv, core::Code::format_not_read, "Shorten"},
});

/// An old QuickTime film has no `ftyp`; its first box is one of these.
bool is_old_quicktime(std::string_view head) {
    constexpr auto first_boxes =
        std::to_array<std::string_view>({"moov", "mdat", "wide", "free", "skip", "pnot"});
    return head.size() >= 16 &&
           std::find(first_boxes.begin(), first_boxes.end(), head.substr(4, 4)) != first_boxes.end();
}

/// Streams that are cut out of longer ones, and may begin in the middle of a frame or a packet.
struct Stream {
    FrameReader read;
    char first_byte;
    std::string_view demuxer;
};

constexpr auto cut_streams = std::to_array<Stream>(
    {{mpeg_frame, '\xff', "mp3"}, {adts_frame, '\xff', "aac"}, {ac3_frame, '\x0b', "ac3"}});

/// Finds the first frame in `part`. Returns the size of `part` if it has no frame.
std::size_t find_frames(std::string_view part, const Stream& stream) {
    std::size_t at = part.find(stream.first_byte);
    while (at < part.size() && !starts_frames(part.substr(at), stream.read))
        at = part.find(stream.first_byte, at + 1);
    return std::min(at, part.size());
}

/// Finds the first packet of a transport stream that begins in the middle of one.
std::size_t find_packets(std::string_view part) {
    constexpr std::size_t longest_packet = 204;
    for (std::size_t at = 1; at <= std::min(longest_packet, part.size()); ++at) {
        if (is_transport_stream(part.substr(at))) return at;
    }
    return part.size();
}

/// The part of a file in which its sound has to begin.
constexpr std::size_t searched_bytes = 1U << 17U;
constexpr std::int64_t most_zeros = std::int64_t{1} << 24U;

Found refused(std::string_view head) {
    constexpr std::size_t most_magic_bytes = 32;
    Found found;
    found.refusal = core::Code::not_sound;
    // Text may have a mark and blanks before it.
    std::string_view text = head.starts_with("\xef\xbb\xbf") ? head.substr(3) : head;
    text.remove_prefix(std::min(text.find_first_not_of(" \r\n\t"), text.size()));
    const std::string small = core::in_small_letters(text.substr(0, most_magic_bytes));
    for (const Other& other : others) {
        if (!head.starts_with(other.bytes) && !text.starts_with(other.bytes) &&
            !small.starts_with(other.bytes))
            continue;
        found.refusal = other.code;
        found.format = other.format;
        return found;
    }
    const std::string picture = sniff_picture(head);
    if (picture.empty()) return found;
    found.refusal = core::Code::format_not_read;
    found.format = picture;
    return found;
}

}  // namespace

bool is_transport_stream(std::string_view head) {
    const auto marks = [&](std::size_t first, std::size_t step) {
        constexpr std::size_t packets = 5;
        for (std::size_t i = 0; i < packets; ++i) {
            if (byte_at(head, first + i * step) != 0x47) return false;
        }
        return true;
    };
    return marks(0, 188) || marks(4, 192) || marks(0, 204);
}

std::string sniff_sound(std::string_view head) {
    if ((has(head, 0, "RIFF") || has(head, 0, "RF64") || has(head, 0, "BW64") || has(head, 0, "RIFX")) &&
        has(head, 8, "WAVE"))
        return "wav";
    if (has(head, 0, "RIFF") && has(head, 8, "AVI ")) return "avi";
    if (has(head, 0, "FORM") && (has(head, 8, "AIFF") || has(head, 8, "AIFC"))) return "aiff";
    for (const Magic& magic : magics) {
        if (has(head, magic.at, magic.bytes)) return std::string(magic.demuxer);
    }
    if (is_old_quicktime(head)) return "mov";
    if (is_transport_stream(head)) return "mpegts";
    const std::size_t tag = id3_size(head);
    if (tag > 0 && tag + 4 > head.size()) return "mp3";  // a tag with a picture: longer than what was read
    const std::string_view behind = head.substr(std::min(tag, head.size()));
    if (behind.starts_with("fLaC")) return "flac";
    if (adts_frame(behind)) return "aac";
    if (has(behind, 0, "\x0b\x77")) return std::string(ac3_demuxer(behind));
    if (mpeg_frame(behind) || tag > 0) return "mp3";
    return {};
}

Found find_sound(FileBytes& file) {
    constexpr std::size_t enough = 4096;
    // Many formats may begin with an ID3 tag: what follows it says what the file is.
    const std::int64_t behind_tag = behind_id3(file, 0);
    Found found;
    if (behind_tag > 0) {
        found.demuxer = sniff_sound(file.at(behind_tag, enough));
        if (found.demuxer.empty()) found.demuxer = "mp3";
        const bool reads_tags = found.demuxer == "mp3" || found.demuxer == "aac" || found.demuxer == "flac";
        if (!reads_tags) found.begin = behind_tag;
        return found;
    }
    const std::string head = file.at(0, enough);
    found.demuxer = sniff_sound(head);
    if (!found.demuxer.empty()) return found;
    std::int64_t begin = 0;
    while (begin < std::min(file.size(), most_zeros)) {
        const std::string block = file.at(begin, enough);
        const std::size_t used = block.find_first_not_of('\0');
        begin += static_cast<std::int64_t>(std::min(used, block.size()));
        if (used != std::string::npos) break;
    }
    if (begin > 0) found.demuxer = sniff_sound(file.at(begin, enough));
    if (!found.demuxer.empty()) {
        found.begin = begin;
        return found;
    }
    const std::string part = file.at(begin, searched_bytes);
    std::size_t first = find_packets(part);
    found.demuxer = "mpegts";
    for (const Stream& stream : cut_streams) {
        const std::size_t at = find_frames(part, stream);
        if (at >= first) continue;
        first = at;
        found.demuxer = stream.demuxer;
    }
    if (first == part.size()) return refused(head);
    found.begin = begin + static_cast<std::int64_t>(first);
    if (found.demuxer == "ac3") found.demuxer = ac3_demuxer(part.substr(first));
    return found;
}

std::string sniff_picture(std::string_view head) {
    if (has(head, 0, "\x89PNG\r\n\x1a\n")) return "png";
    if (has(head, 0, "\xff\xd8\xff")) return "jpeg";
    if (has(head, 0, "GIF87a") || has(head, 0, "GIF89a")) return "gif";
    if (has(head, 0, "BM")) return "bmp";
    if (has(head, 0, "RIFF") && has(head, 8, "WEBP")) return "webp";
    if (has(head, 0, std::string_view("II*\0", 4)) || has(head, 0, std::string_view("MM\0*", 4)))
        return "tiff";
    return {};
}

PictureHeader read_picture_header(std::string_view bytes) {
    PictureHeader header;
    header.format = sniff_picture(bytes);
    const auto number = [&](std::size_t at, std::size_t size) {
        unsigned value = 0;
        for (std::size_t i = 0; i < size; ++i) value = value << 8U | byte_at(bytes, at + i);
        return static_cast<int>(value & 0x7fffffffU);
    };
    if (header.format == "png") {
        header.width = number(16, 4);
        header.height = number(20, 4);
    }
    if (header.format != "jpeg") return header;
    // Segments: a marker and a length each, until the one that begins a frame (ITU T.81, B.2.2).
    for (std::size_t at = 2; at + 9 < bytes.size() && byte_at(bytes, at) == 0xff;) {
        const unsigned marker = byte_at(bytes, at + 1);
        const bool frame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame) {
            header.height = number(at + 5, 2);
            header.width = number(at + 7, 2);
            header.components = number(at + 9, 1);
            break;
        }
        at += marker == 0xff ? 1 : 2 + static_cast<std::size_t>(number(at + 2, 2));
    }
    return header;
}

}  // namespace cityfm::av
