// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>

#include "pipeline/audio/job.h"
#include "pipeline/audio/listen/damage.h"
#include "pipeline/audio/listen/survey.h"
#include "pipeline/audio/meter/meter.h"
#include "pipeline/av/reader.h"

namespace cityfm::audio {

/// What was found in a sound file, all of it decoded.
struct Measured {
    av::SoundInfo info;
    std::int64_t frames = 0;
    av::Losses losses;             ///< what could not be decoded, or was not there
    std::int64_t not_numbers = 0;  ///< samples that were no numbers, taken as silence
    Loudness loudness;
    std::optional<Loudness> reference;           ///< libebur128's figures, where they were asked for
    std::vector<OverPeak> peaks;                 ///< instants over what was asked for
    std::vector<SlidingLoudness::Tenth> tenths;  ///< of momentary and short-term loudness
    Survey survey;                               ///< where it was asked for; of one or two channels

    double duration_seconds() const {
        return info.format.sample_rate > 0 ? static_cast<double>(frames) / info.format.sample_rate : 0;
    }
    Reading reading() const {
        const double declared = info.format.sample_rate > 0
                                    ? static_cast<double>(info.declared_frames) / info.format.sample_rate
                                    : 0;
        return {duration_seconds(), declared, losses, not_numbers};
    }
};

/// Decodes the file at its own rate and measures it. What is decoded beyond `most_frames` is not sound, but
/// the codec's filling. Throws as av::Reader does, `no_sound_in_it` where there is not one frame, and
/// `interrupted`.
Measured measure_file(const std::filesystem::path& path, const Metering& metering,
                      std::optional<std::int64_t> most_frames = {}, const std::stop_token& stop = {},
                      const OnFraction& on_fraction = {}, const std::string& track = {},
                      bool surveys = false);

}  // namespace cityfm::audio
