// SPDX-License-Identifier: MIT
#include "pipeline/av/mp4_boxes.h"

#include <algorithm>
#include <cmath>

#include "pipeline/av/file_bytes.h"

namespace cityfm::av {
namespace {

std::vector<Mp4Box> boxes_in(FileBytes& file, std::int64_t begin, std::int64_t end) {
    constexpr std::int64_t header_bytes = 8;
    std::vector<Mp4Box> boxes;
    while (end - begin >= header_bytes) {
        std::int64_t size = file.number(begin, 4);
        std::int64_t used = header_bytes;
        if (size == 1) {
            size = file.number(begin + header_bytes, 8);
            used = 2 * header_bytes;
        } else if (size == 0) {
            size = end - begin;
        }
        if (size < used || size > end - begin) break;
        boxes.push_back({file.at(begin + 4, 4), begin, begin + used, begin + size});
        begin += size;
    }
    return boxes;
}

std::optional<Mp4Box> find(FileBytes& file, const std::vector<std::string>& types) {
    Mp4Box at{"", 0, 0, file.size()};
    for (const std::string& type : types) {
        const std::vector<Mp4Box> boxes = boxes_in(file, at.content, at.end);
        const auto found =
            std::find_if(boxes.begin(), boxes.end(), [&](const Mp4Box& box) { return box.type == type; });
        if (found == boxes.end()) return std::nullopt;
        at = *found;
    }
    return at;
}

/// What a box with times states: its units a second, and a length in them. Version 1 has longer fields.
struct Timed {
    std::int64_t scale = 0;
    std::int64_t duration = 0;
};

Timed timed(FileBytes& file, const Mp4Box& box) {
    const bool wide = file.number(box.content, 1) == 1;
    const std::int64_t scale = box.content + (wide ? 20 : 12);
    return {file.number(scale, 4), file.number(scale + 4, wide ? 8 : 4)};
}

}  // namespace

std::vector<Mp4Box> mp4_boxes(const std::filesystem::path& path) {
    FileBytes file(path);
    std::vector<Mp4Box> boxes = boxes_in(file, 0, file.size());
    const std::int64_t end = boxes.empty() ? 0 : boxes.back().end;
    if (end < file.size()) boxes.push_back({"", end, end, file.size()});
    return boxes;
}

std::optional<Mp4Box> find_mp4_box(const std::filesystem::path& path, const std::vector<std::string>& types) {
    FileBytes file(path);
    return find(file, types);
}

std::optional<Gapless> mp4_gapless(const std::filesystem::path& path) {
    FileBytes file(path);
    const auto movie = find(file, {"moov", "mvhd"});
    const auto media = find(file, {"moov", "trak", "mdia", "mdhd"});
    const auto edits = find(file, {"moov", "trak", "edts", "elst"});
    if (!movie || !media || !edits) return std::nullopt;
    const Timed whole = timed(file, *movie);
    const Timed track = timed(file, *media);
    const bool wide = file.number(edits->content, 1) == 1;
    const std::size_t field = wide ? 8 : 4;
    // Version and flags, the count, then the first edit: its length in the movie's time, its start in the
    // track's.
    const std::int64_t first = edits->content + 8;
    const std::int64_t length = file.number(first, field);
    const std::int64_t start = file.number(first + static_cast<std::int64_t>(field), field);
    if (whole.scale <= 0 || track.scale <= 0 || start < 0 || start > track.duration) return std::nullopt;
    const double stated =
        static_cast<double>(length) * static_cast<double>(track.scale) / static_cast<double>(whole.scale);
    constexpr double longest = 1e15;  // what still is a whole number, and longer than any sound
    const double played = std::clamp(stated, 0.0, longest);
    const std::int64_t end = track.duration - start - std::llround(played);
    return Gapless{start, std::max<std::int64_t>(end, 0)};
}

}  // namespace cityfm::av
