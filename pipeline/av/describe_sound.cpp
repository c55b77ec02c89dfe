// SPDX-License-Identifier: MIT
#include "pipeline/av/describe_sound.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pipeline/av/channel_layout.h"
#include "pipeline/av/mp4_boxes.h"
#include "pipeline/core/error.h"

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

/// True if the length that FFmpeg gives is the length of the sound as the header states it.
bool states_length(const SoundPart& part) {
    static constexpr auto always =
        std::to_array<std::string_view>({"flac", "aiff", "mov", "tta", "wv", "au", "ape", "mpc8", "dsf"});
    const bool is_cut = part.missing_bytes > 0;
    // For these, FFmpeg counts the bytes that are there.
    if (part.demuxer == "w64" || part.demuxer == "caf") return part.header_states_length && !is_cut;
    return part.header_states_length && std::find(always.begin(), always.end(), part.demuxer) != always.end();
}

/// What the parts state together, in seconds.
struct StatedByParts {
    double declared = 0;  ///< 0 when one of them does not say
    double duration = 0;  ///< the same, but declared or estimated
    bool is_guessed = false;
};

StatedByParts stated_by_parts(const Input& first, const std::shared_ptr<const SoundFile>& source,
                              const std::string& track) {
    StatedByParts stated;
    bool all_declare = true;
    bool all_known = true;
    const std::vector<SoundPart>& parts = source->layout.parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        SoundInfo info;
        try {
            info = i == 0 ? describe_part(first, *source) : describe_part(Input(source, i, track), *source);
        } catch (const core::Error&) {
            // It cannot be opened, which the reader counts as lost.
            all_known = false;
        }
        all_known = all_known && info.duration_seconds > 0;
        all_declare = all_declare && all_known && states_length(parts[i]);
        stated.duration += info.duration_seconds;
        stated.is_guessed = stated.is_guessed || info.guesses_duration;
    }
    if (all_declare) stated.declared = stated.duration;
    if (!all_known) stated.is_guessed = true;
    return stated;
}

}  // namespace

SoundInfo describe_sound(const Input& first, const std::shared_ptr<const SoundFile>& source,
                         const std::string& track) {
    SoundInfo info = describe_part(first, *source);
    const SoundLayout& layout = source->layout;
    info.parts = static_cast<int>(layout.parts.size());
    const auto frames = [&](double seconds) { return std::llround(seconds * info.format.sample_rate); };
    // Those that were looked through know better than FFmpeg.
    const double counted = layout.declared_seconds > 0 ? layout.declared_seconds : layout.seconds;
    if (counted > 0) {
        info.declared_frames = frames(layout.declared_seconds);
        info.duration_seconds = counted;
        info.guesses_duration = false;
    } else {
        const StatedByParts stated = stated_by_parts(first, source, track);
        info.declared_frames = frames(stated.declared);
        info.duration_seconds = stated.duration;
        info.guesses_duration = stated.is_guessed;
    }
    if (info.container == "mp3") info.gapless = layout.gapless;
    // Without an edit list, iTunes and dictation apps state in a tag what belongs to the sound.
    const bool may_state = is_mp4(info.container) && layout.parts.size() == 1;
    if (const auto in_tag = may_state ? mp4_stated_sound(source->file.path()) : std::nullopt) {
        info.declared_frames = in_tag->frames;
        info.gapless = in_tag->gapless;
        info.duration_seconds = static_cast<double>(in_tag->frames) / info.format.sample_rate;
    }
    return info;
}

}  // namespace cityfm::av
