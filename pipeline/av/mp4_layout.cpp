// SPDX-License-Identifier: MIT
#include "pipeline/av/sound_layout.h"

#include <algorithm>

#include "pipeline/av/mp4_boxes.h"

namespace cityfm::av {
namespace {

/// Adds a part of the file.
void add_part(SoundLayout& layout, std::int64_t begin, std::int64_t end) {
    layout.parts.emplace_back();
    layout.parts.back().bytes.add(Span{begin, end});
}

}  // namespace

SoundLayout mp4_layout(FileBytes& file, std::int64_t begin) {
    SoundLayout layout;
    const std::vector<Mp4Box> boxes = mp4_boxes_in(file, begin, file.size());
    // Fragments go on with the times of those before them, whichever header stands between.
    const bool is_whole =
        std::none_of(boxes.begin(), boxes.end(), [](const Mp4Box& box) { return box.type == "moof"; });
    bool has_movie = false;
    for (const Mp4Box& box : boxes) {
        if (is_whole && has_movie && box.type == "ftyp") {
            add_part(layout, begin, box.begin);
            begin = box.begin;
            has_movie = false;
        }
        if (box.type != "moov") continue;
        has_movie = true;
        for (const Mp4Box& inner : mp4_boxes_in(file, box.content, box.end)) {
            if (inner.type == "mvhd") layout.declared_seconds += mp4_stated_seconds(file, inner);
        }
    }
    add_part(layout, begin, file.size());
    return layout;
}

}  // namespace cityfm::av
