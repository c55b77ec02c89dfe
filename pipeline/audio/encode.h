// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "pipeline/audio/master.h"
#include "pipeline/model/preset.h"

namespace cityfm::audio {

/// A sound file made of the master, and what was measured of it when it was decoded again.
struct Encoded {
    std::int64_t frames = 0;
    Loudness loudness;
};

/// Encodes the master's spill into `path` and measures the file. Throws `frames_lost` when it does not decode
/// to what was fed, `interrupted`, and on file and library errors.
Encoded encode(const Master& master, const std::filesystem::path& master_spill,
               const model::RenditionSpec& spec, const std::filesystem::path& path,
               const std::stop_token& stop, const OnFraction& on_fraction);

/// How far a delivered file may be from its target, in LU.
inline constexpr double delivered_tolerance_lu = 0.5;

/// Throws `target_not_reached` or `peak_over_ceiling` with the figures when the file does not keep the
/// preset's promise. Pure.
void check_promise(const Encoded& encoded, const model::Preset& preset, const model::RenditionSpec& spec);

}  // namespace cityfm::audio
