// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/audio/listen/survey.h"
#include "pipeline/av/sound_info.h"

namespace cityfm::audio {

/// Hears a sound of one or two channels, and counts what a survey is made of.
class Listener {
  public:
    explicit Listener(av::SoundFormat format);

    void push(std::span<const float> samples);

    /// Judges all that was heard; `loudness` has the K-weighted energies of its tenths of a second.
    void finish(std::span<const double> loudness, Survey& survey);

  private:
    static constexpr int hops_a_second = 100;
    static constexpr int hops_a_tenth = 10;

    /// What is counted of a tenth of a second.
    struct Tenth {
        std::array<double, 2> sum{};
        std::array<double, 2> squares{};
        double cross = 0;
        std::int64_t frames = 0;

        /// Without the constant offset.
        double energy(std::size_t channel) const {
            const auto n = static_cast<double>(frames);
            return frames > 0 ? squares[channel] / n - sum[channel] * sum[channel] / (n * n) : 0;
        }
        double common() const {
            const auto n = static_cast<double>(frames);
            return frames > 0 ? cross / n - sum[0] * sum[1] / (n * n) : 0;
        }
    };
    /// What is counted of a channel's flat tops.
    struct Flat {
        float value = 0;  ///< of the last samples, and how many they are
        int samples = 0;
        float level = 0;  ///< at which most of the wave was cut off
        std::int64_t clipped = 0;
        double first_seconds = 0;
    };

    void take(std::span<const float> hop);
    void look_for_clips(std::span<const float> hop);
    void judge_clips(Survey& survey) const;
    void find_active(std::span<const double> loudness);
    void judge_channels(Survey& survey) const;
    bool is_partly_inverted() const;
    void judge_offset(Survey& survey) const;
    void judge_ends(Survey& survey) const;
    void judge_peaks(Survey& survey) const;
    static void judge_voices(std::span<const double> loudness, Survey& survey);
    bool is_active_hop(std::size_t hop) const;

    av::SoundFormat format_;
    std::size_t hop_samples_;
    std::vector<float> pending_;  ///< of the hop that is not whole yet
    Tenth tenth_;
    std::vector<Tenth> tenths_;
    std::vector<float> hop_peaks_;
    std::int64_t frames_ = 0;
    std::array<Flat, 2> flats_{};
    std::vector<bool> active_;
};

}  // namespace cityfm::audio
