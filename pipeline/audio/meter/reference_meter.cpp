// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter/reference_meter.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>

#include "pipeline/audio/meter/k_weighting.h"
#include "pipeline/core/format.h"

namespace cityfm::audio {
namespace {

void expect(int result) {
    if (result == EBUR128_SUCCESS) return;
    throw core::Error(core::Kind::failed, core::Code::library_failed,
                      {{"library", "libebur128"}, {"reason", std::to_string(result)}});
}

/// Where libebur128 has a channel of this weight.
int place_of(double weight, bool dual_mono) {
    if (dual_mono) return EBUR128_DUAL_MONO;
    if (weight == 0) return EBUR128_UNUSED;
    return weight > 1 ? EBUR128_LEFT_SURROUND : EBUR128_LEFT;
}

}  // namespace

struct ReferenceMeter::State {
    explicit State(const av::SoundFormat& format)
        : channels(static_cast<unsigned>(format.channels)),
          meter(ebur128_init(channels, static_cast<unsigned long>(format.sample_rate),
                             EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK)) {
        if (meter == nullptr) expect(EBUR128_ERROR_NOMEM);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { ebur128_destroy(&meter); }

    unsigned channels;
    ebur128_state* meter;
};

ReferenceMeter::ReferenceMeter(const av::SoundFormat& format, bool dual_mono)
    : state_(std::make_unique<State>(format)) {
    const std::vector<double> weights = channel_weights(format);
    for (unsigned channel = 0; channel < state_->channels; ++channel) {
        const bool doubled = dual_mono && state_->channels == 1;
        expect(ebur128_set_channel(state_->meter, channel, place_of(weights[channel], doubled)));
    }
}

ReferenceMeter::~ReferenceMeter() = default;

void ReferenceMeter::push(std::span<const float> samples) {
    expect(ebur128_add_frames_float(state_->meter, samples.data(), samples.size() / state_->channels));
}

Loudness ReferenceMeter::loudness() const {
    Loudness loudness;
    double value = 0;
    expect(ebur128_loudness_global(state_->meter, &value));
    if (std::isfinite(value)) loudness.integrated_lufs = value;
    expect(ebur128_loudness_range(state_->meter, &value));
    if (loudness.integrated_lufs) loudness.range_lu = value;
    double peak = 0;
    for (unsigned channel = 0; channel < state_->channels; ++channel) {
        expect(ebur128_true_peak(state_->meter, channel, &value));
        peak = std::max(peak, value);
    }
    if (peak > 0) loudness.true_peak_dbtp = to_db(peak);
    return loudness;
}

bool agree(const Loudness& ours, const Loudness& reference) {
    const auto near = [](const std::optional<double>& a, const std::optional<double>& b, double most) {
        if (!a || !b) return a.has_value() == b.has_value();
        return std::abs(*a - *b) <= most;
    };
    return near(ours.integrated_lufs, reference.integrated_lufs, meters_agree_lu) &&
           near(ours.true_peak_dbtp, reference.true_peak_dbtp, meters_agree_db) &&
           near(ours.range_lu, reference.range_lu, meters_agree_lu);
}

std::string show_figure(const std::optional<double>& figure) {
    return figure ? core::format("{:.3f}", *figure) : std::string("–");
}

core::Error disagreement(const std::string& path, const Loudness& ours, const Loudness& reference) {
    return {core::Kind::failed,
            core::Code::meters_disagree,
            {{"path", path},
             {"integrated", show_figure(ours.integrated_lufs)},
             {"peak", show_figure(ours.true_peak_dbtp)},
             {"other_integrated", show_figure(reference.integrated_lufs)},
             {"other_peak", show_figure(reference.true_peak_dbtp)}}};
}

}  // namespace cityfm::audio
