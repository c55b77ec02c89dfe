// SPDX-License-Identifier: MIT
#include "pipeline/av/mp4_boxes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

namespace cityfm::av {
namespace {

std::optional<Mp4Box> find(FileBytes& file, const std::vector<std::string>& types) {
    Mp4Box at{"", 0, 0, file.size()};
    for (const std::string& type : types) {
        const std::vector<Mp4Box> boxes = mp4_boxes_in(file, at.content, at.end);
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

std::vector<Mp4Box> mp4_boxes_in(FileBytes& file, std::int64_t begin, std::int64_t end) {
    constexpr std::int64_t header_bytes = 8;
    // Fragments of a second each make some ten thousand an hour.
    constexpr std::size_t most_boxes = 1'000'000;
    std::vector<Mp4Box> boxes;
    while (end - begin >= header_bytes && boxes.size() < most_boxes) {
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

std::vector<Mp4Box> mp4_boxes(const std::filesystem::path& path) {
    FileBytes file(path);
    std::vector<Mp4Box> boxes = mp4_boxes_in(file, 0, file.size());
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

std::int64_t mp4_edits(const std::filesystem::path& path) {
    FileBytes file(path);
    const auto edits = find(file, {"moov", "trak", "edts", "elst"});
    return edits ? file.number(edits->content + 4, 4) : 0;
}

std::optional<StatedSound> mp4_stated_sound(const std::filesystem::path& path) {
    constexpr std::int64_t version_bytes = 4;
    constexpr std::int64_t data_header_bytes = 8;
    constexpr std::size_t most_bytes = 256;
    FileBytes file(path);
    if (find(file, {"moov", "trak", "edts", "elst"})) return std::nullopt;
    const auto meta = find(file, {"moov", "udta", "meta"});
    const auto media = find(file, {"moov", "trak", "mdia", "mdhd"});
    if (!meta || !media) return std::nullopt;
    for (const Mp4Box& list : mp4_boxes_in(file, meta->content + version_bytes, meta->end)) {
        if (list.type != "ilst") continue;
        for (const Mp4Box& item : mp4_boxes_in(file, list.content, list.end)) {
            if (item.type != "----") continue;
            std::string name;
            std::string text;
            for (const Mp4Box& field : mp4_boxes_in(file, item.content, item.end)) {
                const std::int64_t begin =
                    field.content + (field.type == "data" ? data_header_bytes : version_bytes);
                const auto bytes = static_cast<std::size_t>(std::max<std::int64_t>(0, field.end - begin));
                if (field.type == "name") name = file.at(begin, std::min(bytes, most_bytes));
                if (field.type == "data") text = file.at(begin, std::min(bytes, most_bytes));
            }
            if (name != "iTunSMPB") continue;
            // Zero, then the frames before the sound, those after it, and those of it.
            std::istringstream numbers(text);
            std::array<std::int64_t, 4> values{};
            for (std::int64_t& value : values) numbers >> std::hex >> value;
            constexpr std::int64_t most_priming = 1 << 14;
            const bool makes_sense =
                numbers && values[1] >= 0 && values[1] < most_priming && values[2] >= 0 && values[3] > 0;
            if (!makes_sense) return std::nullopt;
            // The track may hold less than a tag states that another program has copied.
            const std::int64_t held = timed(file, *media).duration - values[1];
            return StatedSound{std::min(values[3], held), {values[1], values[2], true}};
        }
    }
    return std::nullopt;
}

}  // namespace cityfm::av
