// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "pipeline/audio/meter/interpolator.h"
#include "pipeline/av/reader.h"

namespace cityfm::audio {

/// An instant at which a sound is louder than it may be.
struct OverPeak {
    std::int64_t frame;
    double peak;  ///< linear
};

/// The true-peak meter of BS.1770-4, annex 2, over all channels: 4× below 96 kHz, 2× below 192 kHz, else the
/// samples. Bit-equal to libebur128's, and far quicker: what cannot exceed the peak so far is not
/// interpolated at all, and what might is screened in float before it is computed in double.
class TruePeak {
  public:
    /// With `listed_above`, linear, every instant over that is listed, too. What comes before frame
    /// `counts_from` is only heard: the meter is entered in the middle of a sound, as if after silence, and
    /// that step is none.
    explicit TruePeak(av::SoundFormat format, std::optional<double> listed_above = {},
                      std::int64_t counts_from = 0);

    void push(std::span<const float> samples);

    /// Linear; 0 in silence. A true peak is at least the sample peak.
    double true_peak() const { return true_peak_; }
    double sample_peak() const { return sample_peak_; }

    /// In order, a run of neighbours as its highest instant.
    const std::vector<OverPeak>& listed() const { return listed_; }

  private:
    static constexpr std::size_t block = interpolated_block;
    void take(const float* samples, std::size_t frames);
    void look(const std::vector<float>& line, std::size_t frames);
    void look_between(const std::vector<float>& line, std::size_t frames, double largest);
    void see(std::int64_t frame, double peak);
    double floor() const { return std::min(true_peak_, listed_above_); }

    std::size_t channels_;
    std::vector<Phase> phases_;
    std::size_t reach_ = 0;  ///< samples that a phase needs before the newest
    double bound_ = 1;
    double listed_above_;
    std::int64_t counts_from_;
    std::vector<std::vector<float>> lines_;  ///< by channel: `reach_` old samples, then a block
    std::int64_t frame_ = 0;                 ///< frames taken
    double true_peak_ = 0;
    double sample_peak_ = 0;
    std::vector<OverPeak> listed_;
};

}  // namespace cityfm::audio
