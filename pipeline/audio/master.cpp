// SPDX-License-Identifier: MIT
#include "pipeline/audio/master.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "pipeline/audio/gain.h"
#include "pipeline/audio/limiter.h"
#include "pipeline/audio/spill.h"
#include "pipeline/core/error.h"
#include "pipeline/core/format.h"

namespace cityfm::audio {
namespace {

/// One way in, two ways out.
class Split final : public Stage {
  public:
    Split(Stage& first, Stage& second) : ways_{&first, &second} {}
    void push(std::span<const float> samples) override {
        for (Stage* way : ways_) way->push(samples);
    }
    void finish() override {
        for (Stage* way : ways_) way->finish();
    }

  private:
    std::array<Stage*, 2> ways_;
};

/// True when the programme, this much louder, would exceed the ceiling. Without a target nothing is turned.
bool needs_limiter(const Programme& programme, double gain_db, const MasterGoal& goal) {
    return goal.target_lufs && *programme.loudness.true_peak_dbtp + gain_db > goal.ceiling_dbtp;
}

/// Plays the programme through gain and limiter into `end`; gives the limiter's work.
double play(const Programme& programme, const std::filesystem::path& spill, double gain_db,
            const MasterGoal& goal, Stage& end, const std::stop_token& stop, const OnFraction& on_fraction) {
    Limiter limiter(end, programme.channels, goal.ceiling_dbtp);
    const bool limits = needs_limiter(programme, gain_db, goal);
    Gain gain(limits ? static_cast<Stage&>(limiter) : end, gain_db);
    play_spill(spill, programme.channels, gain, [&](std::int64_t frames) {
        check_stop(stop);
        on_fraction(static_cast<double>(frames) / static_cast<double>(programme.frames));
    });
    return limits ? limiter.work_db() : 0;
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

Master make_master(const Programme& programme, const std::filesystem::path& programme_spill,
                   const MasterGoal& goal, const std::filesystem::path& spill, const std::stop_token& stop,
                   const OnFraction& on_fraction) {
    const av::SoundFormat format{house_rate, programme.channels};
    Master master;
    master.frames = programme.frames;
    master.channels = programme.channels;
    const double one_loudspeaker =
        goal.dual_mono && programme.channels == 1 ? 10 * std::log10(2.0) : 0;  // heard from two
    std::vector<Try> tries = {{0, *programme.loudness.integrated_lufs + one_loudspeaker}};
    if (goal.target_lufs) master.gain_db = next_gain_db(tries, *goal.target_lufs);
    const bool limits = needs_limiter(programme, master.gain_db, goal);
    // Without the limiter the first gain is exact; with it, each try is heard through to its end.
    for (int pass = 0; limits && pass < most_tries; ++pass) {
        Meter meter(format, Metering::integrated, goal.dual_mono);
        play(programme, programme_spill, master.gain_db, goal, meter, stop,
             [&](double fraction) { on_fraction((pass + fraction) / (most_tries + 1)); });
        const double reached = meter.loudness().integrated_lufs.value_or(-70);
        if (std::abs(reached - *goal.target_lufs) <= solve_tolerance_lu) break;
        if (pass == 0) tries.clear();
        tries.push_back({master.gain_db, reached});
        master.gain_db = next_gain_db(tries, *goal.target_lufs);
    }
    const double work = *programme.loudness.true_peak_dbtp + master.gain_db - goal.ceiling_dbtp;
    if (limits && work > limiter_cap_db) {
        if (!goal.allow_below_target) {
            throw core::Error(
                core::Kind::show, core::Code::limiter_over_cap,
                {{"work", core::format("{:.1f}", work)}, {"cap", core::format("{:.0f}", limiter_cap_db)}});
        }
        master.gain_db -= work - limiter_cap_db;
        master.below_target = true;
    }
    SpillWriter writer(spill);
    Meter meter(format, Metering::peaks, goal.dual_mono);
    Split split(writer, meter);
    master.limiter_work_db =
        play(programme, programme_spill, master.gain_db, goal, split, stop, [&](double fraction) {
            on_fraction(limits ? (most_tries + fraction) / (most_tries + 1) : fraction);
        });
    master.loudness = meter.loudness();
    return master;
}

}  // namespace cityfm::audio
