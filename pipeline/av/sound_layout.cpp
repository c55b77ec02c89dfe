// SPDX-License-Identifier: MIT
#include "pipeline/av/sound_layout.h"

#include <algorithm>

#include "pipeline/av/describe_sound.h"
#include "pipeline/av/tail_tags.h"

namespace cityfm::av {

SoundLayout layout_of(FileBytes& file, const std::string& demuxer, std::int64_t begin) {
    if (demuxer == "wav") return wav_layout(file, begin);
    if (demuxer == "mp3") return mpeg_layout(file, begin);
    if (is_mp4(demuxer)) return mp4_layout(file, begin);
    if (demuxer.starts_with("matroska")) return matroska_layout(file, begin);
    std::int64_t end = file.size();
    const bool is_stream = demuxer == "flac" || demuxer == "aac";
    const bool has_tags_behind =
        is_stream || demuxer == "wv" || demuxer == "ape" || demuxer == "tta" || demuxer.starts_with("mpc");
    if (has_tags_behind) end = before_tags(file, begin);
    if (is_stream) {
        // A check sum may end with a zero byte, or two.
        constexpr std::int64_t may_be_sound = 4;
        end = std::min(end, before_zeros(file, begin, end) + may_be_sound);
    }
    SoundLayout layout;
    layout.parts.emplace_back();
    layout.parts.back().bytes.add(Span{begin, end});
    return layout;
}

}  // namespace cityfm::av
