// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "pipeline/audio/listen/dips.h"
#include "pipeline/audio/master.h"
#include "pipeline/audio/measure.h"
#include "pipeline/model/preset.h"

namespace cityfm::audio {

/// What a delivered file has to be when it is decoded again.
struct Promise {
    std::optional<double> target_lufs = {};  ///< nothing: nothing is promised
    double ceiling_dbtp = -1;
    bool dual_mono = false;
};

/// How far a delivered file may be from its target, in LU.
inline constexpr double delivered_tolerance_lu = 0.1;

/// How near a figure may be to what it decides before libebur128 is asked.
inline constexpr double close_call_lu = 0.02;
inline constexpr double close_call_db = 0.05;

/// How often a file is encoded again to keep the promise.
inline constexpr int most_repairs = 2;

/// A sound file made of the master, and what was measured of it when it was decoded again.
struct Encoded {
    std::int64_t frames = 0;
    int encodes = 1;
    Loudness loudness;
    std::vector<OverPeak> peaks;                 ///< over the ceiling
    std::vector<SlidingLoudness::Tenth> tenths;  ///< of momentary and short-term loudness
};

/// What is done to the master on its way into an encoder.
struct Correction {
    double gain_db = 0;
    std::vector<Dip> dips;  ///< by frame
};

/// What would have kept the promise: at each instant over the ceiling a dip by its excess and a quarter of a
/// dB, since lowering everything would miss the loudness; and the missing loudness, where it is missed. Pure.
Correction corrected(Correction before, const Encoded& encoded, const Promise& promise);

/// True where a figure of the file is so near to its bound that another meter decides. Pure.
bool is_close_call(const Encoded& encoded, const Promise& promise);

/// True when the file is within the tolerance of its target and at or under its ceiling. Pure.
bool keeps(const Encoded& encoded, const Promise& promise);

/// Encodes the master's spill into `path`, in chunks where the format allows, and measures the file. Where it
/// does not keep the promise, corrects and encodes the chunks again that this touches, at most `most_repairs`
/// times. What is a close call is judged by libebur128's figures. Throws `target_not_reached` or
/// `peak_over_ceiling` with the figures that came nearest, `frames_lost` when a file does not decode to what
/// was fed, `interrupted`, and on file and library errors.
Encoded encode(const Master& master, const std::filesystem::path& master_spill,
               const model::RenditionSpec& spec, const Promise& promise, const std::filesystem::path& path,
               const Job& job);

/// Throws `target_not_reached` or `peak_over_ceiling` with the figures of a file that does not keep the
/// promise. Pure.
[[noreturn]] void fail_promise(const Encoded& encoded, const Promise& promise,
                               const model::RenditionSpec& spec);

}  // namespace cityfm::audio
