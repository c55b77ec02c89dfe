// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter/meter.h"

#include <cmath>

#include "pipeline/audio/meter/gated_loudness.h"

namespace cityfm::audio {
namespace {

/// Decibels of a peak; nothing in silence.
std::optional<double> db_of(double peak) {
    return peak > 0 ? std::optional(to_db(peak)) : std::nullopt;
}

}  // namespace

Meter::Meter(av::SoundFormat format, const Metering& metering) : energies_(format, metering.dual_mono) {
    if (!metering.peaks) return;
    const auto above = metering.peaks_above_dbtp;
    peak_.emplace(format, above ? std::optional(from_db(*above)) : std::nullopt, metering.peaks_from);
}

void Meter::push(std::span<const float> samples) {
    energies_.push(samples, [this](const HopEnergies::Hop& hop) { add(hop); });
    if (peak_) peak_->push(samples);
}

void Meter::add(const HopEnergies::Hop& hop) {
    sliding_.add(hop);
    tenth_.square_sum += hop.square_sum;
    tenth_.frames += hop.frames;
    if (++hops_of_tenth_ < HopEnergies::hops_a_second / 10) return;
    tenths_.push_back(tenth_.square_sum / static_cast<double>(tenth_.frames));
    tenth_ = {};
    hops_of_tenth_ = 0;
}

Loudness Meter::loudness() const {
    Loudness figures;
    figures.integrated_lufs = integrated_lufs(tenths_);
    if (figures.integrated_lufs) figures.range_lu = range_lu(tenths_);
    const SlidingLoudness::Extremes extremes = sliding_.extremes();
    figures.max_momentary_lufs = extremes.max_momentary;
    figures.max_short_term_lufs = extremes.max_short_term;
    figures.min_momentary_lufs = extremes.min_momentary;
    figures.min_short_term_lufs = extremes.min_short_term;
    if (!peak_) return figures;
    figures.true_peak_dbtp = db_of(peak_->true_peak());
    figures.sample_peak_dbfs = db_of(peak_->sample_peak());
    return figures;
}

std::vector<OverPeak> Meter::peaks() const {
    return peak_ ? peak_->listed() : std::vector<OverPeak>{};
}

}  // namespace cityfm::audio
