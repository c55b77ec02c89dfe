// SPDX-License-Identifier: MIT
#include "pipeline/audio/k_weighting.h"

#include <cmath>
#include <numbers>

namespace cityfm::audio {

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

KWeighting::KWeighting(int sample_rate, int channels)
    : biquads_{shelf(sample_rate), high_pass(sample_rate)}, state_(static_cast<std::size_t>(channels)) {}

double KWeighting::operator()(std::size_t channel, double sample) {
    double value = sample;
    for (std::size_t i = 0; i < biquads_.size(); ++i) {
        const Biquad& f = biquads_[i];
        auto& z = state_[channel][i];
        const double out = f.b0 * value + z[0];
        z[0] = f.b1 * value - f.a1 * out + z[1];
        z[1] = f.b2 * value - f.a2 * out;
        value = out;
    }
    return value;
}

double channel_weight(int channel, int channels) {
    if (channels <= 3) return 1.0;
    if (channels == 4) return channel < 2 ? 1.0 : 1.41;
    if (channels == 5) return channel < 3 ? 1.0 : 1.41;
    if (channel < 3) return 1.0;
    return channel == 4 || channel == 5 ? 1.41 : 0.0;
}

}  // namespace cityfm::audio
