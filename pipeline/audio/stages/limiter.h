// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "pipeline/audio/meter/interpolator.h"
#include "pipeline/audio/stages/stage.h"

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

    /// The least gain in each hop of what has left.
    const std::vector<float>& least_gains() const { return least_gains_; }

    static constexpr int hops_a_second = 100;

  private:
    static constexpr std::size_t block = interpolated_block;
    static constexpr std::size_t taps = 12;
    /// The peak between two samples is known so many frames after the first of them.
    static constexpr std::size_t delay = taps / 2;
    static constexpr std::size_t look_ahead = 72;  ///< in frames
    static constexpr std::size_t half = look_ahead / 2;
    /// Frames between a frame's coming and its leaving: the look-ahead and the taps' reach on both sides.
    static constexpr std::size_t latency = look_ahead + 2 * delay - 1;
    /// Gains are smoothed as whole numbers, whose running sums are exact.
    using Fixed = std::int64_t;

    struct Held {
        std::int64_t frame;
        double gain;
    };
    /// The sum of the last `half` values.
    struct Box {
        std::array<Fixed, half> last;
        std::size_t at = 0;
        Fixed sum;

        explicit Box(Fixed value) : sum(value * static_cast<Fixed>(half)) { last.fill(value); }
        Fixed operator()(Fixed value) {
            sum += value - last[at];
            last[at] = value;
            at = at + 1 == half ? 0 : at + 1;
            return sum;
        }
    };

    void take(const float* samples, std::size_t frames);
    bool find_peaks(std::size_t frames);
    double held_gain(double gain);
    double next_gain(double needed);
    bool at_rest() const { return frame_ >= rests_from_; }

    Stage& next_;
    std::size_t channels_;
    double ceiling_;
    std::vector<Phase> phases_;
    double bound_;
    std::vector<std::vector<float>> lines_;  ///< by channel: the taps' old samples, then a block
    std::array<double, block> peaks_{};      ///< of the block's frames, all channels
    std::vector<float> delayed_;             ///< frames that wait for their gain, then a block
    std::vector<Held> held_;                 ///< a ring: the minima of the look-ahead, ascending
    std::size_t held_first_ = 0;
    std::size_t held_count_ = 0;
    double released_ = 1;
    double release_;
    Box first_box_;
    Box second_box_;
    std::int64_t rests_from_ = 0;  ///< from this frame on every gain is 1 until the next peak
    std::int64_t frame_ = 0;       ///< frames taken
    std::vector<float> least_gains_;
    std::vector<float> out_;
};

}  // namespace cityfm::audio
