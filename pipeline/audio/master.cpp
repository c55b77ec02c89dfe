// SPDX-License-Identifier: MIT
#include "pipeline/audio/master.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "pipeline/audio/listen/places.h"
#include "pipeline/core/error.h"
#include "pipeline/core/format.h"

namespace cityfm::audio {
namespace {

/// True when the programme, this much louder, would exceed the ceiling. Without a target nothing is turned.
bool needs_limiter(const Programme& programme, double gain_db, const MasterGoal& goal) {
    return goal.target_lufs && programme.true_peak_dbtp + gain_db > goal.ceiling_dbtp;
}

/// How far a try is from the target, in LU.
double miss(const Passed& passed, const MasterGoal& goal) {
    return std::abs(passed.integrated_lufs.value_or(-70) - *goal.target_lufs);
}

}  // namespace

double next_gain_db(const std::vector<Try>& tries, double target_lufs) {
    assert(!tries.empty());
    const Try& last = tries.back();
    const double missing = target_lufs - last.integrated_lufs;
    if (tries.size() < 2) return last.gain_db + missing;
    const Try& before = tries[tries.size() - 2];
    const double slope = (last.integrated_lufs - before.integrated_lufs) / (last.gain_db - before.gain_db);
    // Behind a limiter a dB of gain gives at most a LU; where it gives nearly none, the step stays bounded.
    if (!std::isfinite(slope) || slope < 0.05) return last.gain_db + std::clamp(missing, -6.0, 6.0);
    return last.gain_db + std::clamp(missing / slope, -12.0, 12.0);
}

std::vector<int> waveform_of(const std::vector<float>& hop_peaks, std::size_t most_parts) {
    const std::size_t parts = std::min(most_parts, hop_peaks.size());
    std::vector<int> waveform(parts);
    for (std::size_t part = 0; part < parts; ++part) {
        const auto begin = hop_peaks.begin() + static_cast<std::ptrdiff_t>(part * hop_peaks.size() / parts);
        const auto end =
            hop_peaks.begin() + static_cast<std::ptrdiff_t>((part + 1) * hop_peaks.size() / parts);
        const double peak = std::min(1.0, static_cast<double>(*std::max_element(begin, end)));
        waveform[part] = static_cast<int>(std::lround(peak * 100));
    }
    return waveform;
}

Master make_master(const Programme& programme, const std::filesystem::path& programme_spill,
                   const MasterGoal& goal, const std::filesystem::path& spill, const Job& job) {
    const SpilledSound sound{programme_spill, programme.frames, programme.channels};
    const double one_loudspeaker =
        goal.dual_mono && programme.channels == 1 ? 10 * std::log10(2.0) : 0;  // heard from two
    Master master;
    master.frames = programme.frames;
    master.channels = programme.channels;
    std::vector<Try> tries = {{0, programme.integrated_lufs + one_loudspeaker}};
    if (goal.target_lufs) master.gain_db = next_gain_db(tries, *goal.target_lufs);
    const bool limits = needs_limiter(programme, master.gain_db, goal);
    Spill file(spill, programme.channels);
    Passed passed;
    double begun = 0;
    bool kept = false;
    const auto send = [&](Spill* out) {
        Treatment treatment{.gain_db = master.gain_db, .dual_mono = goal.dual_mono};
        if (limits) treatment.ceiling_dbtp = goal.ceiling_dbtp;
        // How many passes it takes shows only in the end: each has half of what is left.
        const double ends = limits ? (1 + begun) / 2 : 1;
        passed = pass(sound, treatment, out, job.part(begun, ends));
        begun = ends;
        kept = out != nullptr;
    };
    // Without the limiter the first gain is exact; with it, each try is heard through to its end. The first
    // seldom hits, so only the later ones are kept.
    send(limits ? nullptr : &file);
    for (int tried = 1; limits && miss(passed, goal) > solve_tolerance_lu && tried < most_tries; ++tried) {
        if (tried == 1) tries.clear();
        tries.push_back({master.gain_db, passed.integrated_lufs.value_or(-70)});
        master.gain_db = next_gain_db(tries, *goal.target_lufs);
        send(&file);
    }
    if (passed.sustained_work_db > limiter_cap_db && !goal.allow_below_target) {
        throw core::Error(core::Kind::show, core::Code::limiter_over_cap,
                          {{"work", core::format("{:.1f}", passed.sustained_work_db)},
                           {"cap", core::format("{:.0f}", limiter_cap_db)},
                           {"places", show_places(passed.hardest_seconds)}});
    }
    // A dB less of gain is a dB less of work.
    for (int tried = 0; passed.sustained_work_db > limiter_cap_db && tried < most_tries; ++tried) {
        master.gain_db -= passed.sustained_work_db - limiter_cap_db + solve_tolerance_lu;
        master.below_target = true;
        send(&file);
    }
    if (!kept) send(&file);
    file.finish();
    master.integrated_lufs = passed.integrated_lufs.value_or(-70);
    master.limiter_gains = passed.limiter_gains;
    master.peaks = waveform_of(passed.peaks);
    master.sustained_work_db = passed.sustained_work_db;
    master.hardest_seconds = passed.hardest_seconds;
    return master;
}

}  // namespace cityfm::audio
