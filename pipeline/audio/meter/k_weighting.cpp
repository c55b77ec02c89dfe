// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter/k_weighting.h"

#include <cmath>
#include <numbers>

#include "pipeline/av/channel_layout.h"

namespace cityfm::audio {
namespace {

// As in WAVE_FORMAT_EXTENSIBLE's dwChannelMask, which FFmpeg goes on with.
constexpr std::uint64_t low_frequency = 1U << 3U | std::uint64_t{1} << 35U;
constexpr std::uint64_t back_pair = 1U << 4U | 1U << 5U;
constexpr std::uint64_t side_pair = 1U << 9U | 1U << 10U;

}  // namespace

// The two filters as analogue prototypes whose values at 48 kHz are those of BS.1770-4, tables 1 and 2.
KWeighting::Biquad KWeighting::shelf(int sample_rate) {
    const double f0 = 1681.974450955533;
    const double gain_db = 3.999843853973347;
    const double q = 0.7071752369554196;
    const double k = std::tan(std::numbers::pi * f0 / sample_rate);
    const double vh = std::pow(10.0, gain_db / 20.0);
    const double vb = std::pow(vh, 0.4996667741545416);
    const double a0 = 1.0 + k / q + k * k;
    return {(vh + vb * k / q + k * k) / a0, 2.0 * (k * k - vh) / a0, (vh - vb * k / q + k * k) / a0,
            2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0};
}

KWeighting::Biquad KWeighting::high_pass(int sample_rate) {
    const double f0 = 38.13547087602444;
    const double q = 0.5003270373238773;
    const double k = std::tan(std::numbers::pi * f0 / sample_rate);
    const double a0 = 1.0 + k / q + k * k;
    return {1.0, -2.0, 1.0, 2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0};
}

KWeighting::KWeighting(int sample_rate, const std::vector<double>& weights)
    : shelf_(shelf(sample_rate)), high_pass_(high_pass(sample_rate)), channels_(weights.size()) {
    for (std::size_t first = 0; first < channels_; first += 2) {
        const bool alone = first + 1 == channels_;
        Lane lane{};
        lane.channels = {first, alone ? first : first + 1};
        lane.weights = Pair{weights[first], alone ? 0.0 : weights[first + 1]};
        lanes_.push_back(lane);
    }
}

void KWeighting::add(const float* samples, std::size_t frames) {
    const Biquad f = shelf_;
    const Biquad g = high_pass_;  // b is 1, −2, 1
    for (Lane& kept : lanes_) {
        Lane lane = kept;
        const float* frame = samples;
        for (std::size_t i = 0; i < frames; ++i, frame += channels_) {
            const Pair x = {static_cast<double>(frame[lane.channels[0]]),
                            static_cast<double>(frame[lane.channels[1]])};
            // What waits for the value before comes last.
            const Pair y = (f.b0 * x + f.b1 * lane.x1 + f.b2 * lane.x2 - f.a2 * lane.y2) - f.a1 * lane.y1;
            const Pair z = (y - 2.0 * lane.y1 + lane.y2 - g.a2 * lane.z2) - g.a1 * lane.z1;
            lane.x2 = lane.x1;
            lane.x1 = x;
            lane.y2 = lane.y1;
            lane.y1 = y;
            lane.z2 = lane.z1;
            lane.z1 = z;
            lane.sum += lane.weights * z * z;
        }
        kept = lane;
    }
}

double KWeighting::take_sum() {
    // In silence the filters' memory fades into numbers that processors are slow with.
    constexpr double faded = 1e-30;
    double sum = 0;
    for (Lane& lane : lanes_) {
        sum += lane.sum[0] + lane.sum[1];
        lane.sum = Pair{};
        for (Pair* memory : {&lane.y1, &lane.y2, &lane.z1, &lane.z2}) {
            for (int side = 0; side < 2; ++side) {
                if (std::abs((*memory)[side]) < faded) (*memory)[side] = 0;
            }
        }
    }
    return sum;
}

std::vector<double> channel_weights(const av::SoundFormat& format) {
    const auto channels = static_cast<std::size_t>(format.channels);
    const std::uint64_t speakers = av::speakers_of(format);
    // Beside channels at the sides, those at the back stand beyond 120 degrees; without, they are the
    // surrounds.
    const std::uint64_t sides = (speakers & side_pair) != 0 ? side_pair : back_pair;
    std::vector<double> weights;
    weights.reserve(channels);
    // One channel or two are what listeners hear, whatever places a recorder gave them.
    for (std::uint64_t bit = 1; channels > 2 && bit != 0 && weights.size() < channels; bit <<= 1U) {
        if ((speakers & bit) == 0) continue;
        const double side_or_front = (bit & sides) != 0 ? 1.41 : 1;
        weights.push_back((bit & low_frequency) != 0 ? 0 : side_or_front);
    }
    weights.resize(channels, 1);
    return weights;
}

}  // namespace cityfm::audio
