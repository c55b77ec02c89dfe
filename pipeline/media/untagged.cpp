// SPDX-License-Identifier: MIT
#include "pipeline/media/untagged.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "pipeline/av/file_bytes.h"
#include "pipeline/av/riff.h"
#include "pipeline/av/tail_tags.h"
#include "pipeline/core/file.h"

namespace cityfm::media {
namespace {

using av::FileBytes;
using av::Span;

std::string four_little_endian(std::int64_t value) {
    std::string bytes;
    for (int i = 0; i < 4; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
    return bytes;
}

/// The blocks that belong to the sound, and where the sound begins; nothing of them where a size makes no
/// sense.
struct FlacParts {
    std::vector<Span> blocks;
    std::int64_t sound = 0;
};

FlacParts flac_parts(FileBytes& file, std::int64_t begin) {
    constexpr std::int64_t header_bytes = 4;
    // Stream info, application, seek table, cues.
    constexpr std::array<unsigned, 4> of_the_sound = {0, 2, 3, 5};
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
std::vector<Span> wav_parts(FileBytes& file) {
    std::vector<Span> parts;
    for (const av::RiffChunk& chunk : av::riff_chunks(file)) {
        if (chunk.span.end > file.size()) return chunk.name == "data" ? std::vector<Span>() : parts;
        if (chunk.name != "id3 " && chunk.name != "ID3 " && chunk.name != "LIST") parts.push_back(chunk.span);
    }
    return parts;
}

}  // namespace

void copy_untagged_mp3(const std::filesystem::path& from, const std::filesystem::path& to) {
    FileBytes file(from);
    const std::int64_t begin = av::behind_id3(file, 0);
    core::AtomicFile copy(to);
    core::copy_into(from, copy, begin, av::before_tags(file, begin));
    copy.finish(core::Sync::no);
}

void copy_untagged_flac(const std::filesystem::path& from, const std::filesystem::path& to) {
    FileBytes file(from);
    const std::int64_t begin = av::behind_id3(file, 0);
    const FlacParts parts = flac_parts(file, begin);
    core::AtomicFile copy(to);
    if (!parts.blocks.empty()) {
        copy.write("fLaC");
        for (const Span& block : parts.blocks) {
            // The highest bit of a block says that it is the last one.
            const bool last = block.begin == parts.blocks.back().begin;
            const auto type = static_cast<unsigned>(file.number(block.begin, 1)) & 0x7fU;
            copy.write(std::string(1, static_cast<char>(last ? type | 0x80U : type)));
            core::copy_into(from, copy, block.begin + 1, block.end);
        }
    }
    core::copy_into(from, copy, parts.sound, av::before_tags(file, begin));
    copy.finish(core::Sync::no);
}

void copy_untagged_wav(const std::filesystem::path& from, const std::filesystem::path& to) {
    FileBytes file(from);
    const std::vector<Span> parts = file.at(0, 4) == "RIFF" ? wav_parts(file) : std::vector<Span>();
    core::AtomicFile copy(to);
    if (parts.empty()) {
        core::copy_into(from, copy);
    } else {
        std::int64_t size = 4;
        const auto padding = [](const Span& part) { return (part.end - part.begin) % 2; };
        for (const Span& part : parts) size += part.end - part.begin + padding(part);
        copy.write("RIFF" + four_little_endian(size) + "WAVE");
        for (const Span& part : parts) {
            core::copy_into(from, copy, part.begin, part.end);
            copy.write(std::string(static_cast<std::size_t>(padding(part)), '\0'));
        }
    }
    copy.finish(core::Sync::no);
}

}  // namespace cityfm::media
