// SPDX-License-Identifier: MIT
#include <algorithm>

#include "pipeline/av/joined.h"
#include "pipeline/av/sound_layout.h"
#include "pipeline/av/tail_tags.h"

namespace cityfm::av {
namespace {

/// Where the blocks of metadata end (RFC 9639, section 8), which may hold files of other formats.
std::int64_t behind_metadata(FileBytes& file, std::int64_t at) {
    constexpr std::int64_t header_bytes = 4;
    while (at < file.size()) {
        const std::int64_t header = file.number(at, static_cast<std::size_t>(header_bytes));
        at += header_bytes + (header & 0xFFFFFF);
        if ((header & 0x80000000) != 0) break;
    }
    return at;
}

}  // namespace

SoundLayout flac_layout(FileBytes& file, std::int64_t begin) {
    constexpr std::int64_t marker_bytes = 4;
    SoundLayout layout;
    // No frame says whether it is the last one.
    const std::int64_t next =
        find_joined(file, behind_metadata(file, behind_id3(file, begin) + marker_bytes));
    layout.end = next;
    std::int64_t end = next;
    if (next == file.size()) {
        end = before_tags(file, begin);
        // A check sum may end with a zero byte, or two.
        constexpr std::int64_t may_be_sound = 4;
        end = std::min(end, before_zeros(file, begin, end) + may_be_sound);
    }
    layout.add_part("flac", {begin, end});
    return layout;
}

}  // namespace cityfm::av
