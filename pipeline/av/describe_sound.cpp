// SPDX-License-Identifier: MIT
#include "pipeline/av/describe_sound.h"

#include <algorithm>
#include <cmath>

#include "pipeline/av/channel_layout.h"
#include "pipeline/av/mp4_boxes.h"

namespace cityfm::av {
namespace {

/// What the part's header says of its track.
SoundInfo describe_part(const Input& input, const SoundFile& source) {
    SoundInfo info;
    const AVCodecParameters& parameters = *input.stream().codecpar;
    info.container = input.format().iformat->name;
    info.codec = avcodec_get_name(parameters.codec_id);
    info.format = sound_format(parameters.sample_rate, parameters.ch_layout);
    info.tracks = input.tracks();
    info.track = input.track();
    const AVRational base = input.stream().time_base;
    // What a recorder writes that does not know yet.
    constexpr std::int64_t unknown = 0xFFFFFFFF;
    if (input.stream().duration > 0 && input.stream().duration != unknown) {
        info.duration_seconds = static_cast<double>(input.stream().duration) * base.num / base.den;
    } else if (input.format().duration > 0 && input.stream().duration != unknown) {
        info.duration_seconds = static_cast<double>(input.format().duration) / AV_TIME_BASE;
    }
    info.guesses_duration = input.format().duration_estimation_method == AVFMT_DURATION_FROM_BITRATE;
    info.bits_per_second = parameters.bit_rate > 0 ? parameters.bit_rate : input.format().bit_rate;
    if (is_mp4(info.container)) info.gapless = mp4_gapless(source.file.path());
    if (parameters.codec_id == AV_CODEC_ID_OPUS && info.container == "ogg") {
        info.gapless = Gapless{parameters.initial_padding, 0};
        const double skipped = static_cast<double>(parameters.initial_padding) / info.format.sample_rate;
        info.duration_seconds = std::max(0.0, info.duration_seconds - skipped);
    }
    return info;
}

}  // namespace

SoundInfo describe_sound(const Input& first, const SoundFile& source) {
    SoundInfo info = describe_part(first, source);
    const SoundLayout& layout = source.layout;
    info.parts = static_cast<int>(layout.parts.size());
    const auto frames = [&](double seconds) { return std::llround(seconds * info.format.sample_rate); };
    if (layout.parts.size() > 1 && info.container != "mp3") {
        info.duration_seconds = layout.declared_seconds;
        info.guesses_duration = layout.declared_seconds <= 0;
    }
    // Only these containers state their length in a header; the others' is read off the file's size, and so
    // is, by FFmpeg, that of a WAV or an MP3 which holds less than it states.
    if (info.container == "wav" || info.container == "mp3") {
        info.declared_frames = frames(layout.declared_seconds);
    } else if (info.container == "flac" || info.container == "aiff" || is_mp4(info.container)) {
        info.declared_frames = frames(info.duration_seconds);
    }
    if (info.container == "mp3") {
        info.gapless = layout.gapless;
        const double counted = layout.declared_seconds > 0 ? layout.declared_seconds : layout.seconds;
        if (counted > 0) {
            info.duration_seconds = counted;
            info.guesses_duration = false;
        }
    }
    // Without an edit list, iTunes and dictation apps state in a tag what belongs to the sound.
    const bool may_state = is_mp4(info.container) && layout.parts.size() == 1;
    if (const auto stated = may_state ? mp4_stated_sound(source.file.path()) : std::nullopt) {
        info.declared_frames = stated->frames;
        info.gapless = stated->gapless;
        info.duration_seconds = static_cast<double>(stated->frames) / info.format.sample_rate;
    }
    return info;
}

}  // namespace cityfm::av
