// SPDX-License-Identifier: MIT
#include "pipeline/audio/stages/limiter.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "pipeline/audio/meter/loudness.h"

namespace cityfm::audio {
namespace {

constexpr double one = 1LL << 46U;  // gain 1 as a whole number: a window's sum of them stays below 2^57

/// The ring of held minima has room for more than the look-ahead, in a power of two.
constexpr std::size_t held_room = 128;

}  // namespace

Limiter::Limiter(Stage& next, int channels, double ceiling_dbtp)
    : next_(next),
      channels_(static_cast<std::size_t>(channels)),
      ceiling_(from_db(ceiling_dbtp) * (1 - 1e-6)),
      phases_(interpolator_phases(4)),
      bound_(interpolator_bound(phases_)),
      lines_(channels_, std::vector<float>(taps - 1 + block)),
      delayed_((latency + block) * channels_),
      held_(held_room),
      release_(1 - std::exp(-1 / (release_seconds * house_rate))),
      first_box_(static_cast<Fixed>(one)),
      second_box_(static_cast<Fixed>(one) * static_cast<Fixed>(half)) {
    static_assert(look_ahead == static_cast<std::size_t>(look_ahead_seconds * house_rate));
    static_assert(latency + 1 < held_room);
    assert(phases_.front().size() == taps);
}

void Limiter::push(std::span<const float> samples) {
    out_.clear();
    const std::size_t frames = samples.size() / channels_;
    for (std::size_t at = 0; at < frames; at += block)
        take(&samples[at * channels_], std::min(block, frames - at));
    if (!out_.empty()) next_.push(out_);
}

void Limiter::finish() {
    out_.clear();
    const std::vector<float> silence(block * channels_);
    for (std::size_t at = 0; at < latency; at += block) take(silence.data(), std::min(block, latency - at));
    if (!out_.empty()) next_.push(out_);
    next_.finish();
}

void Limiter::take(const float* samples, std::size_t frames) {
    std::copy_n(samples, frames * channels_, &delayed_[latency * channels_]);
    const bool any_peak = find_peaks(frames);
    // Of the first frames that leave, those from before the sound's begin are none.
    const auto before = static_cast<std::int64_t>(latency) - frame_;
    const auto skipped =
        static_cast<std::size_t>(std::clamp<std::int64_t>(before, 0, static_cast<std::int64_t>(frames)));
    const std::size_t start = out_.size();
    out_.insert(out_.end(), delayed_.begin() + static_cast<std::ptrdiff_t>(skipped * channels_),
                delayed_.begin() + static_cast<std::ptrdiff_t>(frames * channels_));
    const std::int64_t left = std::max<std::int64_t>(0, static_cast<std::int64_t>(frames) - before);
    constexpr std::int64_t hop_frames = house_rate / hops_a_second;
    least_gains_.resize(static_cast<std::size_t>((left + hop_frames - 1) / hop_frames), 1.0F);
    if (any_peak || !at_rest()) {
        for (std::size_t i = 0; i < frames; ++i, ++frame_) {
            const double gain = next_gain(peaks_[i] > ceiling_ ? ceiling_ / peaks_[i] : 1.0);
            if (i < skipped || gain == 1.0) continue;
            float& least = least_gains_[(static_cast<std::size_t>(frame_) - latency) / hop_frames];
            least = std::min(least, static_cast<float>(gain));
            float* frame = &out_[start + (i - skipped) * channels_];
            for (std::size_t channel = 0; channel < channels_; ++channel)
                frame[channel] = static_cast<float>(static_cast<double>(frame[channel]) * gain);
        }
    } else {
        frame_ += static_cast<std::int64_t>(frames);
    }
    std::copy_n(delayed_.begin() + static_cast<std::ptrdiff_t>(frames * channels_), latency * channels_,
                delayed_.begin());
}

/// The peak at each frame of the block, which lies around `delay` frames back: the sample there and the three
/// values between it and the next one, of all channels. False when none can be over the ceiling; then
/// `peaks_` says nothing.
bool Limiter::find_peaks(std::size_t frames) {
    constexpr std::size_t old = taps - 1;
    peaks_.fill(0);
    bool any = false;
    for (std::size_t channel = 0; channel < channels_; ++channel) {
        std::vector<float>& line = lines_[channel];
        const float* fresh = &delayed_[latency * channels_ + channel];
        for (std::size_t i = 0; i < frames; ++i) line[old + i] = fresh[i * channels_];
        const auto largest = static_cast<double>(largest_absolute(line.data(), old + frames));
        if (largest * bound_ > ceiling_) {
            any = true;
            const float* newest = &line[old];
            for (std::size_t i = 0; i < frames; ++i)
                peaks_[i] = std::max(peaks_[i], std::abs(static_cast<double>(*(newest + i - delay))));
            for (const Phase& phase : phases_) {
                interpolate_over(ceiling_, phase, newest, frames, largest, [&](std::size_t i, double value) {
                    peaks_[i] = std::max(peaks_[i], value);
                });
            }
        }
        std::copy_n(line.begin() + static_cast<std::ptrdiff_t>(frames), old, line.begin());
    }
    return any;
}

/// The least gain of the look-ahead.
double Limiter::held_gain(double gain) {
    constexpr std::size_t mask = held_room - 1;
    while (held_count_ > 0 && held_[(held_first_ + held_count_ - 1) & mask].gain >= gain) --held_count_;
    held_[(held_first_ + held_count_) & mask] = {frame_, gain};
    ++held_count_;
    while (held_[held_first_].frame <= frame_ - static_cast<std::int64_t>(latency + 1)) {
        held_first_ = (held_first_ + 1) & mask;
        --held_count_;
    }
    return held_[held_first_].gain;
}

/// The gain of the frame that leaves, after what the newest one needs is known.
double Limiter::next_gain(double needed) {
    const double held = held_gain(needed);
    released_ = held < released_ ? held : released_ + release_ * (held - released_);
    if (held == 1.0 && released_ > 1.0 - 1e-7) released_ = 1.0;  // let go for good, 1.3 s after a peak
    if (released_ < 1.0) rests_from_ = frame_ + static_cast<std::int64_t>(latency + look_ahead);
    // Two boxes in turn weight like a triangle: the gain starts and arrives without a corner. Cutting off
    // what is left of a whole number only lowers it.
    const Fixed smoothed = second_box_(first_box_(static_cast<Fixed>(released_ * one)));
    return static_cast<double>(smoothed) / (one * half * half);
}

}  // namespace cityfm::audio
