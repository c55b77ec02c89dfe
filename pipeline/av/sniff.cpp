// SPDX-License-Identifier: MIT
#include "pipeline/av/sniff.h"

#include <cerrno>

#include "pipeline/av/file_bytes.h"
#include "pipeline/core/error.h"

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

/// An MPEG audio frame header of layer 2 or 3 whose fields are all allowed (ISO 11172-3, 2.4.2.3).
bool is_mpeg_header(std::string_view head, std::size_t at) {
    if (at + 4 > head.size() || byte_at(head, at) != 0xff) return false;
    const unsigned second = byte_at(head, at + 1);
    const unsigned third = byte_at(head, at + 2);
    const unsigned layer = second >> 1U & 3U;
    return (second & 0xe0U) == 0xe0U && (second & 0x18U) != 0x08U && (layer == 1 || layer == 2) &&
           (third & 0xf0U) != 0xf0U && (third & 0xf0U) != 0 && (third & 0x0cU) != 0x0cU;
}

bool is_adts_header(std::string_view head, std::size_t at) {
    return at + 7 <= head.size() && byte_at(head, at) == 0xff && (byte_at(head, at + 1) & 0xf6U) == 0xf0U &&
           (byte_at(head, at + 2) & 0x3cU) != 0x3cU;
}

}  // namespace

std::string sniff_sound(std::string_view head) {
    if ((has(head, 0, "RIFF") || has(head, 0, "RF64") || has(head, 0, "BW64")) && has(head, 8, "WAVE"))
        return "wav";
    if (has(head, 0, "riff\x2e\x91\xcf\x11")) return "w64";
    if (has(head, 0, "fLaC")) return "flac";
    if (has(head, 0, "OggS")) return "ogg";
    if (has(head, 4, "ftyp")) return "mov";
    if (has(head, 0, "FORM") && (has(head, 8, "AIFF") || has(head, 8, "AIFC"))) return "aiff";
    if (has(head, 0, "caff")) return "caf";
    if (has(head, 0, "#!AMR")) return "amr";
    if (has(head, 0, "\x1a\x45\xdf\xa3")) return "matroska";
    if (has(head, 0, ".snd")) return "au";
    const std::size_t tag = id3_size(head);
    if (tag > 0 && tag + 4 > head.size()) return "mp3";  // a tag with a picture: longer than what was read
    if (has(head, tag, "fLaC")) return "flac";
    if (is_adts_header(head, tag)) return "aac";
    if (is_mpeg_header(head, tag) || tag > 0) return "mp3";
    return {};
}

std::string head_of(const std::filesystem::path& path) {
    constexpr std::size_t enough = 4096;
    FileBytes file(path);
    std::string head = file.at(0, enough);
    // What stands behind a tag with a picture says more than the tag: MP3s have them, and FLACs.
    std::string behind = file.at(behind_id3(file, 0), enough);
    if (behind.starts_with("fLaC")) return behind;
    return head;
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
