// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "pipeline/audio/job.h"
#include "pipeline/audio/listen/channel_fix.h"
#include "pipeline/audio/listen/damage.h"

namespace cityfm::audio {

/// What a recording is like, so far as those who made it can do something about it. It follows from the bytes
/// alone.
struct Survey {
    Reading reading;
    int channels = 0;
    int track = 1;       ///< the sound track that was read
    std::string tracks;  ///< all of them, as people read them
    int track_count = 1;
    int unreadable_track = 0;  ///< the first whose codec is not known; 0 for none
    std::optional<double> integrated_lufs;

    std::optional<int> dead_channel;  ///< 0 left, 1 right: the one without sound
    bool inverted = false;            ///< one of both is upside down
    bool partly_inverted = false;     ///< only in places; elsewhere both are alike
    double one_loudspeaker_db = 0;    ///< what both sound like together, against each alone
    double offset = 0;                ///< a constant, of full scale
    double silent_start_seconds = 0;
    double silent_end_seconds = 0;
    std::int64_t clipped = 0;  ///< places where the wave is cut off flat
    double first_clipped_seconds = 0;

    double usual_peak_dbfs = -200;  ///< which 99 of 100 instants of the talk stay under
    double highest_peak_dbfs = -200;
    std::vector<double> peak_seconds;  ///< where short sounds stand far over the usual

    double quiet_at_seconds = 0;  ///< the quietest and the loudest ten seconds of talk
    double loud_at_seconds = 0;
    double voices_gap_lu = 0;
};

/// A survey with what the file says of itself, before anybody listens.
Survey begin_survey(const av::SoundInfo& info);

/// Decodes the whole recording and listens to it. Throws as av::Reader does, and `interrupted`.
Survey survey(const std::filesystem::path& recording, const std::string& track = {},
              const std::stop_token& stop = {}, const OnFraction& on_fraction = {});

/// How a recording is used.
struct Use {
    std::string fix = {};      ///< as `episode.toml` says: `invert-left`, `invert-right`, `none`, or empty
    int channels = 2;          ///< wanted
    bool as_recorded = false;  ///< nothing is changed
    std::optional<double> target_lufs = {};
    double ceiling_dbtp = -1;  ///< of the master
    bool names_track = false;  ///< a track was asked for
};

/// What is done about the channels: one without sound is filled from the other, one that is upside down is
/// turned where both become one, unless `fix` says otherwise. Pure.
ChannelFix fix_for(const Survey& survey, const Use& use);

/// What those who recorded it should know, about `path`. Pure.
core::Findings findings_in(const std::string& path, const Survey& survey, const Use& use);

}  // namespace cityfm::audio
