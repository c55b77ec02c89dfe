// SPDX-License-Identifier: MIT
#include <algorithm>

#include "pipeline/av/joined.h"
#include "pipeline/av/mp4_boxes.h"
#include "pipeline/av/sound_layout.h"

namespace cityfm::av {
namespace {

using Boxes = std::vector<Mp4Box>;

/// The first box of a type, or else `end`.
Boxes::const_iterator find_type(Boxes::const_iterator from, Boxes::const_iterator end,
                                std::string_view type) {
    return std::find_if(from, end, [&](const Mp4Box& box) { return box.type == type; });
}

/// When the sound of a fragment begins, in the track's units (tfdt, ISO 14496-12, section 8.8.12); 0 where it
/// does not say.
std::int64_t start_of_fragment(FileBytes& file, const Mp4Box& fragment) {
    Mp4Box at = fragment;
    for (const char* type : {"traf", "tfdt"}) {
        const Boxes inner = mp4_boxes_in(file, at.content, at.end);
        const auto found = find_type(inner.begin(), inner.end(), type);
        if (found == inner.end()) return 0;
        at = *found;
    }
    const bool is_wide = file.number(at.content, 1) == 1;
    return file.number(at.content + 4, is_wide ? 8 : 4);
}

/// True where a file begins that was joined to the one before: a header that is repeated among the fragments
/// of one stream is followed by a fragment that goes on in time.
bool begins_file(FileBytes& file, Boxes::const_iterator header, Boxes::const_iterator end) {
    const auto next = find_type(header + 1, end, "ftyp");
    const auto fragment = find_type(header, next, "moof");
    return fragment == next || start_of_fragment(file, *fragment) == 0;
}

}  // namespace

SoundLayout mp4_layout(FileBytes& file, std::int64_t begin) {
    SoundLayout layout;
    const Boxes boxes = mp4_boxes_in(file, begin, file.size());
    bool has_movie = false;
    for (auto box = boxes.begin(); box != boxes.end(); ++box) {
        const bool may_begin = has_movie && layout.parts.size() + 1 < most_parts;
        if (may_begin && box->type == "ftyp" && begins_file(file, box, boxes.end())) {
            layout.add_part("mov", {begin, box->begin});
            begin = box->begin;
            has_movie = false;
        }
        has_movie = has_movie || box->type == "moov";
    }
    // After the last box there may be a file of another format.
    layout.end = boxes.empty() ? file.size() : std::min(boxes.back().end, file.size());
    if (!joined_at(file, layout.end)) layout.end = file.size();
    layout.add_part("mov", {begin, layout.end});
    return layout;
}

}  // namespace cityfm::av
