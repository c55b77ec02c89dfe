// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter/true_peak.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pipeline/audio/stages/stage.h"

namespace cityfm::audio {
namespace {

/// Neighbours nearer than this are one instant.
constexpr std::int64_t same_instant = house_rate / 200;

int factor_at(int sample_rate) {
    if (sample_rate < 96000) return 4;
    return sample_rate < 192000 ? 2 : 1;
}

}  // namespace

TruePeak::TruePeak(av::SoundFormat format, std::optional<double> listed_above, std::int64_t counts_from)
    : channels_(static_cast<std::size_t>(format.channels)),
      phases_(interpolator_phases(factor_at(format.sample_rate))),
      reach_(phases_.empty() ? 0 : phases_.front().size() - 1),
      bound_(interpolator_bound(phases_)),
      listed_above_(listed_above.value_or(std::numeric_limits<double>::infinity())),
      counts_from_(counts_from),
      lines_(channels_, std::vector<float>(reach_ + block)) {}

void TruePeak::push(std::span<const float> samples) {
    const std::size_t frames = samples.size() / channels_;
    for (std::size_t at = 0; at < frames; at += block)
        take(&samples[at * channels_], std::min(block, frames - at));
}

void TruePeak::take(const float* samples, std::size_t frames) {
    const bool counts = frame_ >= counts_from_;
    for (std::size_t channel = 0; channel < channels_; ++channel) {
        std::vector<float>& line = lines_[channel];
        for (std::size_t i = 0; i < frames; ++i) line[reach_ + i] = samples[i * channels_ + channel];
        if (counts) look(line, frames);
        std::copy_n(line.begin() + static_cast<std::ptrdiff_t>(frames), reach_, line.begin());
    }
    frame_ += static_cast<std::int64_t>(frames);
}

void TruePeak::look(const std::vector<float>& line, std::size_t frames) {
    const auto newest = static_cast<double>(largest_absolute(&line[reach_], frames));
    if (newest > floor()) {
        for (std::size_t i = 0; i < frames; ++i)
            see(frame_ + static_cast<std::int64_t>(i), std::abs(static_cast<double>(line[reach_ + i])));
    }
    sample_peak_ = std::max(sample_peak_, newest);
    const double largest = std::max(newest, static_cast<double>(largest_absolute(line.data(), reach_)));
    // Half a float's last place more, since libebur128 rounds what it interpolates to float.
    if (reach_ > 0 && largest * bound_ * (1 + 1e-7) > floor()) look_between(line, frames, largest);
}

void TruePeak::look_between(const std::vector<float>& line, std::size_t frames, double largest) {
    const auto centre = static_cast<std::int64_t>((reach_ + 1) / 2);
    for (const Phase& phase : phases_) {
        interpolate_over(floor() * (1 - 1e-7), phase, &line[reach_], frames, largest,
                         [&](std::size_t i, double value) {
                             see(frame_ + static_cast<std::int64_t>(i) - centre,
                                 static_cast<double>(static_cast<float>(value)));
                         });
    }
}

void TruePeak::see(std::int64_t frame, double peak) {
    true_peak_ = std::max(true_peak_, peak);
    if (!(peak > listed_above_)) return;
    if (!listed_.empty() && std::abs(frame - listed_.back().frame) < same_instant) {
        if (peak > listed_.back().peak) listed_.back() = {frame, peak};
    } else {
        listed_.push_back({frame, peak});
    }
}

}  // namespace cityfm::audio
