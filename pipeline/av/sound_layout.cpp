// SPDX-License-Identifier: MIT
#include "pipeline/av/sound_layout.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "pipeline/av/joined.h"
#include "pipeline/av/tail_tags.h"

namespace cityfm::av {
namespace {

SoundLayout layout_of_one(FileBytes& file, const std::string& demuxer, std::int64_t begin) {
    static constexpr auto frames = std::to_array<std::string_view>({"mp3", "aac", "ac3", "eac3", "wv"});
    static constexpr auto sized =
        std::to_array<std::string_view>({"aiff", "w64", "caf", "au", "tta", "asf", "avi", "mpegts", "flv"});
    const auto is_in = [&](const auto& names) {
        return std::find(names.begin(), names.end(), demuxer) != names.end();
    };
    if (demuxer == "wav") return wav_layout(file, begin);
    if (is_in(frames)) return frames_layout(file, demuxer, begin);
    if (demuxer == "mov") return mp4_layout(file, begin);
    if (demuxer == "matroska") return matroska_layout(file, begin);
    if (demuxer == "ogg") return ogg_layout(file, begin);
    if (demuxer == "flac") return flac_layout(file, begin);
    if (is_in(sized)) return sized_layout(file, demuxer, begin);
    SoundLayout layout;
    const bool has_tags_behind = demuxer == "ape" || demuxer.starts_with("mpc");
    layout.add_part(demuxer, {begin, has_tags_behind ? before_tags(file, begin) : file.size()});
    layout.end = file.size();
    return layout;
}

/// Adds what follows; a length that one of them does not state, no one knows.
void append(SoundLayout& all, SoundLayout next) {
    if (all.parts.empty()) {
        all = std::move(next);
        return;
    }
    for (const Loss& loss : next.losses.places) all.losses.add(all.seconds + loss.at_seconds, loss.seconds);
    const auto sum = [](double a, double b) { return a > 0 && b > 0 ? a + b : 0; };
    all.declared_seconds = sum(all.declared_seconds, next.declared_seconds);
    all.seconds = sum(all.seconds, next.seconds);
    std::move(next.parts.begin(), next.parts.end(), std::back_inserter(all.parts));
    all.end = next.end;
}

}  // namespace

void SoundLayout::add_part(const std::string& demuxer, Span span) {
    parts.emplace_back();
    parts.back().demuxer = demuxer;
    parts.back().bytes.add(span);
}

SoundLayout layout_of(FileBytes& file, const std::string& demuxer, std::int64_t begin) {
    SoundLayout all;
    Joined next{demuxer, begin};
    while (next && all.parts.size() < most_parts) {
        append(all, layout_of_one(file, next.demuxer, next.begin));
        if (all.end <= next.begin) break;
        next = joined_at(file, all.end);
    }
    return all;
}

}  // namespace cityfm::av
