// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "pipeline/audio/listen/places.h"
#include "pipeline/audio/listen/survey.h"
#include "pipeline/audio/master.h"
#include "pipeline/core/format.h"
#include "pipeline/core/time.h"

namespace cityfm::audio {
namespace {

std::string one_decimal(double value) {
    return core::format("{:.1f}", value);
}

}  // namespace

ChannelFix fix_for(const Survey& survey, const Use& use) {
    if (survey.channels < 2) return ChannelFix::none;
    if (use.fix == "none") return ChannelFix::none;
    if (use.fix == "invert-left") return ChannelFix::invert_left;
    if (use.fix == "invert-right") return ChannelFix::invert_right;
    if (use.as_recorded) return ChannelFix::none;
    if (survey.dead_channel)
        return *survey.dead_channel == 0 ? ChannelFix::right_to_both : ChannelFix::left_to_both;
    // Either channel sounds like both together, and no place cancels out.
    if (survey.partly_inverted && use.channels == 1) return ChannelFix::left_to_both;
    return survey.inverted && use.channels == 1 ? ChannelFix::invert_right : ChannelFix::none;
}

core::Findings findings_in(const std::string& path, const Survey& survey, const Use& use) {
    constexpr double least_offset = 0.01;
    constexpr double least_silence_seconds = 5;
    constexpr std::int64_t least_clips = 10;
    constexpr double least_gap_lu = 12;
    core::Findings findings = damage_in(path, survey.reading);
    const auto add = [&](core::Severity severity, core::Code code, core::Args args) {
        args.emplace_back("path", path);
        findings.push_back({severity, code, {}, std::move(args)});
    };
    const auto warn = [&](core::Code code, core::Args args) {
        add(core::Severity::warning, code, std::move(args));
    };
    if (survey.track_count > 1 && !use.names_track) {
        warn(core::Code::track_taken, {{"count", std::to_string(survey.track_count)},
                                       {"tracks", survey.tracks},
                                       {"track", std::to_string(survey.track)}});
    }
    if (survey.unreadable_track > 0)
        warn(core::Code::track_not_read, {{"track", std::to_string(survey.unreadable_track)}});
    const ChannelFix fix = fix_for(survey, use);
    if (survey.dead_channel && use.fix.empty()) {
        warn(fix == ChannelFix::none ? core::Code::channel_dead_kept : core::Code::channel_dead,
             {{"side", *survey.dead_channel == 0 ? "right" : "left"}});
    }
    const bool turns = survey.inverted || (survey.partly_inverted && use.channels == 1);
    if (turns && use.fix.empty()) {
        warn(fix == ChannelFix::none ? core::Code::channel_inverted : core::Code::channel_turned,
             {{"loss", one_decimal(std::min(-survey.one_loudspeaker_db, 60.0))}});
    }
    if (!use.fix.empty() && use.fix != "none" && survey.channels < 2) {
        add(core::Severity::error, core::Code::fix_needs_two_channels,
            {{"found", use.fix}, {"channels", std::to_string(survey.channels)}});
    }
    if (survey.offset >= least_offset)
        add(core::Severity::hint, core::Code::sound_has_dc, {{"percent", one_decimal(survey.offset * 100)}});
    if (survey.clipped >= least_clips) {
        warn(core::Code::sound_clips, {{"count", std::to_string(survey.clipped)},
                                       {"at", core::show_offset(survey.first_clipped_seconds)}});
    }
    if (!survey.integrated_lufs) {
        const bool is_short = survey.reading.seconds < least_measured_seconds;
        warn(is_short ? core::Code::sound_too_short : core::Code::silent, {});
    }
    if (survey.silent_start_seconds >= least_silence_seconds)
        warn(core::Code::silent_start, {{"seconds", core::format("{:.0f}", survey.silent_start_seconds)}});
    if (survey.silent_end_seconds >= least_silence_seconds)
        warn(core::Code::silent_end, {{"seconds", core::format("{:.0f}", survey.silent_end_seconds)}});
    if (survey.voices_gap_lu >= least_gap_lu) {
        warn(core::Code::voices_far_apart, {{"gap", core::format("{:.0f}", survey.voices_gap_lu)},
                                            {"quiet", core::show_offset(survey.quiet_at_seconds)},
                                            {"loud", core::show_offset(survey.loud_at_seconds)}});
    }
    if (!use.target_lufs || !survey.integrated_lufs) return findings;
    // One channel becomes two that are equal, which is 3 LU louder.
    const double delivered =
        *survey.integrated_lufs + (survey.channels == 1 && use.channels == 2 ? to_lu_of_two : 0);
    const double gain = *use.target_lufs - delivered;
    const double usual_work = survey.usual_peak_dbfs + gain - use.ceiling_dbtp;
    const double most_work = survey.highest_peak_dbfs + gain - use.ceiling_dbtp;
    if (usual_work > limiter_cap_db) {
        warn(core::Code::too_far_below_peaks, {{"work", one_decimal(usual_work)},
                                               {"cap", core::format("{:.0f}", limiter_cap_db)},
                                               {"places", show_places(survey.peak_seconds)}});
    } else if (most_work > hard_work_db && !survey.peak_seconds.empty()) {
        add(core::Severity::hint, core::Code::peaks_far_above,
            {{"work", one_decimal(most_work)}, {"places", show_places(survey.peak_seconds)}});
    }
    return findings;
}

}  // namespace cityfm::audio
