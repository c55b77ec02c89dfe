// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter.h"

#include <ebur128.h>

#include "pipeline/audio/gated_loudness.h"
#include "pipeline/audio/sliding_loudness.h"
#include "pipeline/core/error.h"

namespace cityfm::audio {
namespace {

struct DestroyState {
    void operator()(ebur128_state* state) const noexcept { ebur128_destroy(&state); }
};

/// Silence is minus infinity in libebur128, and nothing here.
std::optional<double> finite(double value) {
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace

struct Meter::State {
    av::SoundFormat format;
    Metering metering;
    std::unique_ptr<GatedLoudness> gated;                  // of the quicker meters
    std::unique_ptr<ebur128_state, DestroyState> ebur128;  // of the others
    std::unique_ptr<TruePeak> peak;
    std::unique_ptr<SlidingLoudness> sliding;
};

Meter::Meter(av::SoundFormat format, Metering metering, bool dual_mono,
             std::optional<double> peaks_above_dbtp)
    : state_(std::make_unique<State>()) {
    state_->format = format;
    state_->metering = metering;
    if (metering == Metering::integrated || metering == Metering::peaks) {
        state_->gated = std::make_unique<GatedLoudness>(format, dual_mono);
    } else {
        state_->ebur128.reset(ebur128_init(static_cast<unsigned>(format.channels),
                                           static_cast<unsigned long>(format.sample_rate),
                                           EBUR128_MODE_I | EBUR128_MODE_LRA));
        if (!state_->ebur128) {
            throw core::Error(core::Kind::failed, core::Code::library_failed,
                              {{"library", "libebur128"}, {"reason", "ebur128_init"}});
        }
        if (dual_mono && format.channels == 1)
            ebur128_set_channel(state_->ebur128.get(), 0, EBUR128_DUAL_MONO);
    }
    if (metering != Metering::integrated) {
        const auto above = peaks_above_dbtp ? std::optional(from_db(*peaks_above_dbtp)) : std::nullopt;
        state_->peak = std::make_unique<TruePeak>(format, above);
    }
    if (metering == Metering::full) state_->sliding = std::make_unique<SlidingLoudness>(format);
}

Meter::~Meter() = default;

void Meter::push(std::span<const float> samples) {
    const std::size_t frames = samples.size() / static_cast<std::size_t>(state_->format.channels);
    if (state_->gated) state_->gated->push(samples);
    if (state_->ebur128 &&
        ebur128_add_frames_float(state_->ebur128.get(), samples.data(), frames) != EBUR128_SUCCESS) {
        throw core::Error(core::Kind::failed, core::Code::library_failed,
                          {{"library", "libebur128"}, {"reason", "ebur128_add_frames_float"}});
    }
    if (state_->peak) state_->peak->push(samples);
    if (state_->sliding) state_->sliding->push(samples);
}

Loudness Meter::loudness() const {
    Loudness figures;
    if (state_->gated) {
        figures.integrated_lufs = state_->gated->integrated_lufs();
    } else {
        double value = 0;
        ebur128_state* meter = state_->ebur128.get();
        if (ebur128_loudness_global(meter, &value) == EBUR128_SUCCESS)
            figures.integrated_lufs = finite(value);
        if (ebur128_loudness_range(meter, &value) == EBUR128_SUCCESS && figures.integrated_lufs)
            figures.range_lu = finite(value);
    }
    if (!state_->peak) return figures;
    figures.true_peak_dbtp = finite(to_db(state_->peak->true_peak()));
    figures.sample_peak_dbfs = finite(to_db(state_->peak->sample_peak()));
    if (state_->sliding) {
        const SlidingLoudness::Extremes extremes = state_->sliding->extremes();
        figures.max_momentary_lufs = extremes.max_momentary;
        figures.max_short_term_lufs = extremes.max_short_term;
        figures.min_momentary_lufs = extremes.min_momentary;
        figures.min_short_term_lufs = extremes.min_short_term;
    }
    return figures;
}

std::vector<OverPeak> Meter::peaks() const {
    return state_->peak ? state_->peak->listed() : std::vector<OverPeak>{};
}

}  // namespace cityfm::audio
