// SPDX-License-Identifier: MIT
#include "pipeline/audio/limiter.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

#include "pipeline/audio/loudness.h"

namespace cityfm::audio {
namespace {

/// A gain stays through the interpolator's taps on both sides of the instant that needs it.
constexpr std::size_t reach = Interpolator::delay;

}  // namespace

Limiter::Limiter(Stage& next, int channels, double ceiling_dbtp)
    : next_(next),
      channels_(static_cast<std::size_t>(channels)),
      ceiling_(from_db(ceiling_dbtp) * (1 - 1e-6)),
      look_ahead_(static_cast<std::size_t>(look_ahead_seconds * house_rate)),
      latency_(look_ahead_ + 2 * reach - 1),
      recent_(2 * Interpolator::taps * channels_),
      held_(latency_ + 2),
      release_(1 - std::exp(-1 / (release_seconds * house_rate))),
      history_(2 * look_ahead_, 1.0),
      unity_run_(look_ahead_) {
    assert(look_ahead_ % 4 == 0 && "the smoothing sums in fours");
    // A raised cosine: the gain starts and arrives without a corner.
    double sum = 0;
    for (std::size_t i = 0; i < look_ahead_; ++i) {
        window_.push_back(1 - std::cos(2 * std::numbers::pi * (static_cast<double>(i) + 0.5) /
                                       static_cast<double>(look_ahead_)));
        sum += window_.back();
    }
    for (double& weight : window_) weight /= sum;
    delayed_.resize((latency_ + 1) * channels_);
}

double Limiter::work_db() const {
    return least_gain_ < 1 ? -to_db(least_gain_) : 0;
}

void Limiter::push(std::span<const float> samples) {
    block_.clear();
    for (std::size_t at = 0; at < samples.size(); at += channels_) take(&samples[at]);
    if (!block_.empty()) next_.push(block_);
}

void Limiter::finish() {
    block_.clear();
    const std::vector<float> silence(channels_);
    for (std::size_t i = 0; i < latency_; ++i) take(silence.data());
    if (!block_.empty()) next_.push(block_);
    next_.finish();
}

void Limiter::take(const float* frame) {
    constexpr std::size_t taps = Interpolator::taps;
    recent_at_ = (recent_at_ + taps - 1) % taps;
    const std::size_t slots = delayed_.size() / channels_;
    const std::size_t slot = static_cast<std::size_t>(frame_) % slots;
    for (std::size_t channel = 0; channel < channels_; ++channel) {
        double* window = &recent_[channel * 2 * taps];
        window[recent_at_] = window[recent_at_ + taps] = static_cast<double>(frame[channel]);
        delayed_[slot * channels_ + channel] = frame[channel];
    }
    // The newest instant whose peak is known lies `reach` frames back; its gain holds from there on.
    const double held = held_gain(frame_, needed_gain());
    released_ = held < released_ ? held : released_ + release_ * (held - released_);
    if (held == 1.0 && released_ > 1.0 - 1e-7)
        released_ = 1.0;  // let go for good, about 1.3 s after the peak
    const double gain = smoothed(released_);
    ++frame_;
    if (frame_ <= static_cast<std::int64_t>(latency_)) return;
    least_gain_ = std::min(least_gain_, gain);
    const std::size_t oldest = static_cast<std::size_t>(frame_) % slots;
    for (std::size_t channel = 0; channel < channels_; ++channel) {
        block_.push_back(
            static_cast<float>(static_cast<double>(delayed_[oldest * channels_ + channel]) * gain));
    }
}

double Limiter::needed_gain() {
    constexpr std::size_t taps = Interpolator::taps;
    double peak = 0;
    for (std::size_t channel = 0; channel < channels_; ++channel) {
        const double* window = &recent_[channel * 2 * taps + recent_at_];
        double largest = 0;
        for (std::size_t i = 0; i < taps; ++i) largest = std::max(largest, std::abs(window[i]));
        if (largest * interpolator_.bound() <= ceiling_) continue;
        peak = std::max(peak, interpolator_.peak(window));
    }
    return peak > ceiling_ ? ceiling_ / peak : 1.0;
}

double Limiter::held_gain(std::int64_t frame, double gain) {
    const std::size_t size = held_.size();
    while (held_count_ > 0 && held_[(held_first_ + held_count_ - 1) % size].gain >= gain) --held_count_;
    held_[(held_first_ + held_count_) % size] = {frame, gain};
    ++held_count_;
    const auto span = static_cast<std::int64_t>(latency_ + 1);
    while (held_[held_first_].frame <= frame - span) {
        held_first_ = (held_first_ + 1) % size;
        --held_count_;
    }
    return held_[held_first_].gain;
}

double Limiter::smoothed(double gain) {
    unity_run_ = gain == 1.0 ? unity_run_ + 1 : 0;
    history_[history_at_] = history_[history_at_ + look_ahead_] = gain;
    history_at_ = (history_at_ + 1) % look_ahead_;
    if (unity_run_ >= look_ahead_) return 1.0;
    // Four sums side by side: nothing waits for the one before, and the order is fixed.
    const double* oldest = &history_[history_at_];
    std::array<double, 4> sums{};
    for (std::size_t i = 0; i < look_ahead_; i += sums.size()) {
        for (std::size_t lane = 0; lane < sums.size(); ++lane)
            sums[lane] += window_[i + lane] * oldest[i + lane];
    }
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

}  // namespace cityfm::audio
