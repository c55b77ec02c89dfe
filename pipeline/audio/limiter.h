// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/audio/interpolator.h"
#include "pipeline/audio/stage.h"

namespace cityfm::audio {

/// A look-ahead true-peak limiter for sound at `house_rate`: it listens between the samples with the meter's
/// own interpolator, and turns all channels down together.
///
/// The gain that each instant needs is held over the look-ahead, let go over `release_seconds` and smoothed
/// by a window as long as the look-ahead, so that it has fully arrived before the peak and stays through the
/// interpolator's reach. What it lets pass is as long as what came in, and in its place.
class Limiter final : public Stage {
  public:
    static constexpr double look_ahead_seconds = 0.0015;
    static constexpr double release_seconds = 0.080;

    Limiter(Stage& next, int channels, double ceiling_dbtp);

    void push(std::span<const float> samples) override;
    void finish() override;

    /// The most that it took away so far, in dB, not negative.
    double work_db() const;

  private:
    struct Held {
        std::int64_t frame;
        double gain;
    };
    void take(const float* frame);
    double needed_gain();
    double held_gain(std::int64_t frame, double gain);
    double smoothed(double gain);

    Stage& next_;
    std::size_t channels_;
    double ceiling_;
    Interpolator interpolator_;
    std::size_t look_ahead_;
    std::size_t
        latency_;  ///< frames between a frame's coming and its leaving: the look-ahead and the taps' reach
    std::vector<double>
        recent_;  ///< channel by channel, newest first, doubled so that a window is contiguous
    std::size_t recent_at_ = 0;
    std::vector<float> delayed_;  ///< a ring of frames that wait for their gain
    std::vector<Held> held_;      ///< a ring: the minima of the window, ascending
    std::size_t held_first_ = 0;
    std::size_t held_count_ = 0;
    double released_ = 1;
    double release_;
    std::vector<double> window_;  ///< the smoothing window, of sum 1
    std::vector<double>
        history_;  ///< released gains, a ring as long as the window, twice so that it is contiguous
    std::size_t history_at_ = 0;
    std::size_t unity_run_ = 0;  ///< how many of the newest released gains are exactly 1
    std::int64_t frame_ = 0;     ///< frames taken
    double least_gain_ = 1;
    std::vector<float> block_;
};

}  // namespace cityfm::audio
