// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "pipeline/audio/listen/channel_fix.h"
#include "pipeline/audio/listen/damage.h"
#include "pipeline/audio/pass.h"
#include "pipeline/audio/stages/stage.h"
#include "pipeline/av/sound_info.h"
#include "pipeline/model/recording_length.h"

namespace cityfm::audio {

/// The programme: the assembled sound before its loudness is set, and what was found while it was read.
struct Programme {
    std::int64_t frames = 0;
    int channels = 2;
    double integrated_lufs = 0;
    double true_peak_dbtp = 0;
    av::Losses losses;             ///< what could not be decoded, or was not there; it is silent now
    std::int64_t not_numbers = 0;  ///< samples that were no numbers, and are silent now
    double declared_seconds = 0;   ///< what the recording's header states; 0 when it does not

    Reading reading() const {
        return {static_cast<double>(frames) / house_rate, declared_seconds, losses, not_numbers};
    }
};

/// How much a recording may hold. A file may declare less than it holds, or nothing.
struct Bounds {
    model::MostLength most = {};
    /// Called now and then once more has come than was declared; ends it by a throw.
    std::function<void()> on_more_than_declared = [] {};
};

/// How a recording becomes a programme.
struct AssembleAs {
    int channels = 2;
    std::string track = {};
    ChannelFix fix = ChannelFix::none;
    bool high_pass = true;  ///< without the constant offset and rumble
};

/// Decodes `recording` into a spill at `house_rate`, and measures it. Throws as av::Reader does,
/// `recording_too_long`, `no_sound_in_it` where there is not one frame, `sound_too_short` or `silent` where
/// there is nothing to set the loudness of. No spill is left then.
Programme assemble(const std::filesystem::path& recording, const AssembleAs& as,
                   const std::filesystem::path& spill, const Job& job, const Bounds& bounds = {});

}  // namespace cityfm::audio
