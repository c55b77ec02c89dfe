// SPDX-License-Identifier: MIT
#include "pipeline/media/untagged.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "pipeline/av/file_bytes.h"
#include "pipeline/av/mp4_boxes.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"

namespace cityfm::media {
namespace {

using av::FileBytes;

std::int64_t little_endian(std::string bytes) {
    std::reverse(bytes.begin(), bytes.end());
    return av::big_endian(bytes);
}

std::string four_little_endian(std::int64_t value) {
    std::string bytes;
    for (int i = 0; i < 4; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
    return bytes;
}

/// Where the tags behind the sound begin: ID3v1, and APE tags whose header says the same as their footer.
std::int64_t before_tags(FileBytes& file, std::int64_t begin) {
    constexpr std::int64_t id3v1_bytes = 128;
    constexpr std::int64_t ape_bytes = 32;
    std::int64_t end = file.size();
    for (;;) {
        if (end - begin >= id3v1_bytes && file.at(end - id3v1_bytes, 3) == "TAG") {
            end -= id3v1_bytes;
            continue;
        }
        const std::string footer = file.at(end - ape_bytes, static_cast<std::size_t>(ape_bytes));
        if (!footer.starts_with("APETAGEX")) return end;
        const std::int64_t size = little_endian(footer.substr(12, 4)) + ape_bytes;
        if (size < 2 * ape_bytes || size > end - begin) return end;
        const std::string header = file.at(end - size, static_cast<std::size_t>(ape_bytes));
        if (header.substr(0, 20) != footer.substr(0, 20)) return end;
        end -= size;
    }
}

/// A part of a file: a block of FLAC, a chunk of a WAV, a box of an MP4, with its header.
struct Piece {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// The blocks that belong to the sound, and where the sound begins; nothing of them where a size makes no
/// sense.
struct FlacParts {
    std::vector<Piece> blocks;
    std::int64_t sound = 0;
};

FlacParts flac_parts(FileBytes& file, std::int64_t begin) {
    constexpr std::int64_t header_bytes = 4;
    constexpr std::array<unsigned, 4> of_the_sound = {0, 2, 3,
                                                      5};  // stream info, application, seek table, cues
    FlacParts parts;
    if (file.at(begin, 4) != "fLaC") return {};
    for (std::int64_t at = begin + 4;;) {
        const std::string header = file.at(at, static_cast<std::size_t>(header_bytes));
        if (header.size() < static_cast<std::size_t>(header_bytes)) return {};
        const unsigned first = static_cast<unsigned char>(header[0]);
        const std::int64_t end = at + header_bytes + av::big_endian(header.substr(1));
        if (end > file.size()) return {};
        if (std::find(of_the_sound.begin(), of_the_sound.end(), first & 0x7fU) != of_the_sound.end())
            parts.blocks.push_back({at, end});
        at = end;
        if ((first & 0x80U) == 0) continue;
        parts.sound = at;
        return parts;
    }
}

/// The chunks of a WAV that hold no tags; none where the size of its sound makes no sense.
std::vector<Piece> wav_parts(FileBytes& file) {
    constexpr std::int64_t header_bytes = 8;
    std::vector<Piece> parts;
    for (std::int64_t at = 12; at < file.size();) {
        const std::string header = file.at(at, static_cast<std::size_t>(header_bytes));
        if (header.size() < static_cast<std::size_t>(header_bytes)) return parts;
        const std::int64_t size = little_endian(header.substr(4));
        const std::int64_t end = at + header_bytes + size;
        const std::string name = header.substr(0, 4);
        if (end > file.size()) return name == "data" ? std::vector<Piece>() : parts;
        if (name != "id3 " && name != "ID3 " && name != "LIST") parts.push_back({at, end});
        // An odd chunk has a zero byte behind it, or had a careless writer.
        at = size % 2 != 0 && file.at(end, 1) == std::string(1, '\0') ? end + 1 : end;
    }
    return parts;
}

/// How often any of some names stands in a part of a file; `most` and more are not counted.
int count_names(FileBytes& file, const Piece& part, const std::vector<std::string>& names, int most) {
    constexpr std::int64_t block_bytes = 1 << 16;
    constexpr std::int64_t name_bytes = 4;
    int count = 0;
    for (std::int64_t at = part.begin; at < part.end && count < most; at += block_bytes) {
        const std::int64_t size = std::min(block_bytes + name_bytes - 1, part.end - at);
        const std::string block = file.at(at, static_cast<std::size_t>(size));
        for (const std::string& name : names) {
            for (std::size_t found = 0; (found = block.find(name, found)) != std::string::npos; ++found)
                ++count;
        }
    }
    return count;
}

/// What of a file may hold tags: not the sound of a WAV or an MP4, where its size makes sense.
std::vector<Piece> parts_with_tags(const std::filesystem::path& path, FileBytes& file,
                                   const std::string& format) {
    std::vector<Piece> parts;
    if (format == "m4a") {
        for (const av::Mp4Box& box : av::mp4_boxes(path)) {
            if (box.type != "mdat") parts.push_back({box.begin, box.end});
        }
        return parts;
    }
    std::int64_t at = 0;
    if (format == "wav") {
        constexpr std::int64_t header_bytes = 8;
        at = 12;
        for (;;) {
            const std::string header = file.at(at, static_cast<std::size_t>(header_bytes));
            if (header.size() < static_cast<std::size_t>(header_bytes)) break;
            const std::int64_t end = at + header_bytes + little_endian(header.substr(4));
            if (end > file.size()) break;
            if (!header.starts_with("data")) parts.push_back({at, end});
            at = end;
        }
    }
    parts.push_back({at, file.size()});
    return parts;
}

}  // namespace

void copy_untagged_mp3(const std::filesystem::path& from, const std::filesystem::path& to) {
    FileBytes file(from);
    const std::int64_t begin = av::behind_id3(file, 0);
    core::AtomicFile copy(to);
    core::copy_into(from, copy, begin, before_tags(file, begin));
    copy.finish(core::Sync::no);
}

void copy_untagged_flac(const std::filesystem::path& from, const std::filesystem::path& to) {
    FileBytes file(from);
    const std::int64_t begin = av::behind_id3(file, 0);
    const FlacParts parts = flac_parts(file, begin);
    core::AtomicFile copy(to);
    if (!parts.blocks.empty()) {
        copy.write("fLaC");
        for (const Piece& block : parts.blocks) {
            // The highest bit of a block says that it is the last one.
            const bool last = block.begin == parts.blocks.back().begin;
            const auto type = static_cast<unsigned>(file.number(block.begin, 1)) & 0x7fU;
            copy.write(std::string(1, static_cast<char>(last ? type | 0x80U : type)));
            core::copy_into(from, copy, block.begin + 1, block.end);
        }
    }
    core::copy_into(from, copy, parts.sound, before_tags(file, begin));
    copy.finish(core::Sync::no);
}

void copy_untagged_wav(const std::filesystem::path& from, const std::filesystem::path& to) {
    FileBytes file(from);
    const std::vector<Piece> parts = file.at(0, 4) == "RIFF" ? wav_parts(file) : std::vector<Piece>();
    core::AtomicFile copy(to);
    if (parts.empty()) {
        core::copy_into(from, copy);
    } else {
        std::int64_t size = 4;
        const auto padding = [](const Piece& part) { return (part.end - part.begin) % 2; };
        for (const Piece& part : parts) size += part.end - part.begin + padding(part);
        copy.write("RIFF" + four_little_endian(size) + "WAVE");
        for (const Piece& part : parts) {
            core::copy_into(from, copy, part.begin, part.end);
            copy.write(std::string(static_cast<std::size_t>(padding(part)), '\0'));
        }
    }
    copy.finish(core::Sync::no);
}

void refuse_deep_tags(const std::filesystem::path& path, const std::string& format) {
    // What may hold its like, however it claims to be nested: a level takes some hundred bytes of stack.
    static const std::vector<std::string> frames = {"CHAP", "CTOC"};
    static const std::vector<std::string> boxes = {"moov", "udta", "mdia", "meta", "ilst", "stbl",
                                                   "minf", "moof", "traf", "trak", "stsd"};
    constexpr int most_frames = 4'000;
    constexpr int most_boxes = 10'000;
    if (format == "opus") return;
    const bool mp4 = format == "m4a";
    const int most = mp4 ? most_boxes : most_frames;
    FileBytes file(path);
    int count = 0;
    for (const Piece& part : parts_with_tags(path, file, format))
        count += count_names(file, part, mp4 ? boxes : frames, most);
    if (count < most) return;
    throw core::Error(core::Kind::show, core::Code::unreadable_sound,
                      {{"path", path.string()}, {"reason", mp4 ? "MP4: moov, trak …" : "ID3: CHAP, CTOC"}});
}

}  // namespace cityfm::media
