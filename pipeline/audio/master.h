// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <vector>

#include "pipeline/audio/assemble.h"

namespace cityfm::audio {

/// What the master has to be.
struct MasterGoal {
    std::optional<double> target_lufs;  ///< nothing: the programme as it is
    double ceiling_dbtp = -1;  ///< of the master itself: the promise less the room that the codecs need
    bool dual_mono = false;
    bool allow_below_target = false;
};

/// The most that the limiter may take away during more than a hundredth of the time. Past it loud parts
/// decide how loud all others are; single knocks and clicks may be turned down as far as it takes.
inline constexpr double limiter_cap_db = 12;
/// Past this it is heard.
inline constexpr double hard_work_db = 6;
/// What two equal channels are louder than one.
inline constexpr double to_lu_of_two = 3.0103;

/// The master: the programme at the target loudness, under the ceiling.
struct Master {
    std::int64_t frames = 0;
    int channels = 2;
    double gain_db = 0;                   ///< before the limiter
    std::vector<double> limiter_gains;    ///< the least of each second; empty where no limiter was needed
    double sustained_work_db = 0;         ///< what it takes away for more than a hundredth of the time
    std::vector<double> hardest_seconds;  ///< where it takes most away, if that is more than `hard_work_db`
    bool below_target = false;            ///< the cap kept it quieter, and that was allowed
    double integrated_lufs = 0;
    std::vector<int> peaks;  ///< the waveform: of parts of equal length the highest sample, 0 to 100
};

/// The waveform in at most `most_parts` parts, by the peaks of hops. Pure.
std::vector<int> waveform_of(const std::vector<float>& hop_peaks, std::size_t most_parts = 1000);

/// One try of the solve: a gain, and the loudness that came out behind the limiter.
struct Try {
    double gain_db;
    double integrated_lufs;
};

/// The gain to try next so that the limited programme reaches `target_lufs`: the missing loudness at first,
/// then the secant through the last two tries. Pure.
double next_gain_db(const std::vector<Try>& tries, double target_lufs);

/// How near the master's loudness comes to the target before it is written, in LU, and in how many tries at
/// most.
inline constexpr double solve_tolerance_lu = 0.015;
inline constexpr int most_tries = 6;

/// Solves gain and limiter on the programme's spill and writes the master's. Throws `limiter_over_cap` when
/// the target cannot be had under the cap and being below it was not allowed, `interrupted`, and on file
/// errors.
Master make_master(const Programme& programme, const std::filesystem::path& programme_spill,
                   const MasterGoal& goal, const std::filesystem::path& spill, const Job& job);

}  // namespace cityfm::audio
