// SPDX-License-Identifier: MIT
#include "pipeline/audio/deliver/encode.h"

#include <algorithm>
#include <cmath>

#include "pipeline/audio/deliver/encoding_rounds.h"
#include "pipeline/core/error.h"
#include "pipeline/core/format.h"

namespace cityfm::audio {
namespace {

/// What is missed by less is left alone, so that a repair stays where it is needed: a gain would touch all.
constexpr double worth_correcting_lu = 0.8 * delivered_tolerance_lu;

constexpr double dip_margin_db = 0.25;

/// The most frames of a file that are sound: AAC's decoder gives up to a packet more than its duration.
std::optional<std::int64_t> frames_of(const Master& master, const model::RenditionSpec& spec) {
    if (spec.format == "m4a") return master.frames;
    return std::nullopt;
}

/// The file with libebur128's figures in place of ours where they are what it is judged by.
Encoded judged(const Encoded& encoded, const std::filesystem::path& path, const Master& master,
               const model::RenditionSpec& spec, const Promise& promise, const Job& job) {
    if (!is_close_call(encoded, promise)) return encoded;
    Metering metering{promise.dual_mono};
    metering.reference = true;
    Encoded by_reference = encoded;
    by_reference.loudness = measure_file(path, metering, frames_of(master, spec), job.stop).reference.value();
    return by_reference;
}

/// Decodes the file and measures it. Throws `frames_lost`.
Encoded measured_again(const std::filesystem::path& path, const Master& master,
                       const model::RenditionSpec& spec, const Promise& promise, const Job& job) {
    Measured measured = measure_file(path, {promise.dual_mono, true, promise.ceiling_dbtp},
                                     frames_of(master, spec), job.stop, job.on_fraction);
    if (measured.frames != master.frames || measured.losses.count > 0) {
        throw core::Error(core::Kind::failed, core::Code::frames_lost,
                          {{"format", spec.format},
                           {"fed", std::to_string(master.frames)},
                           {"found", std::to_string(measured.frames)}});
    }
    return {measured.frames, 1, measured.loudness, std::move(measured.peaks), std::move(measured.tenths)};
}

double excess_of(const Encoded& encoded, const Promise& promise) {
    return encoded.loudness.true_peak_dbtp.value_or(-HUGE_VAL) - promise.ceiling_dbtp;
}

/// How far a file is from the promise, for choosing the better of two.
double distance(const Encoded& encoded, const Promise& promise) {
    const double off = std::abs(encoded.loudness.integrated_lufs.value_or(-70) - *promise.target_lufs);
    return std::max(off - delivered_tolerance_lu, 0.0) + std::max(excess_of(encoded, promise), 0.0);
}

}  // namespace

bool is_close_call(const Encoded& encoded, const Promise& promise) {
    if (!promise.target_lufs || !encoded.loudness.integrated_lufs) return false;
    const double off = std::abs(*encoded.loudness.integrated_lufs - *promise.target_lufs);
    return std::abs(off - delivered_tolerance_lu) <= close_call_lu ||
           std::abs(excess_of(encoded, promise)) <= close_call_db;
}

bool keeps(const Encoded& encoded, const Promise& promise) {
    if (!promise.target_lufs) return true;
    const double integrated = encoded.loudness.integrated_lufs.value_or(-HUGE_VAL);
    return std::abs(integrated - *promise.target_lufs) <= delivered_tolerance_lu &&
           excess_of(encoded, promise) <= 0;
}

Correction corrected(Correction before, const Encoded& encoded, const Promise& promise) {
    const double missing =
        *promise.target_lufs - encoded.loudness.integrated_lufs.value_or(*promise.target_lufs);
    if (std::abs(missing) > worth_correcting_lu) before.gain_db += missing;
    for (const OverPeak& over : encoded.peaks) {
        const double depth = to_db(over.peak) - promise.ceiling_dbtp + dip_margin_db + std::max(missing, 0.0);
        const auto near = std::find_if(before.dips.begin(), before.dips.end(), [&](const Dip& dip) {
            return std::abs(dip.frame - over.frame) < Dips::reach / 2;
        });
        if (near != before.dips.end()) {
            near->depth_db += depth;
        } else {
            before.dips.push_back({over.frame, depth});
        }
    }
    std::sort(before.dips.begin(), before.dips.end(),
              [](const Dip& a, const Dip& b) { return a.frame < b.frame; });
    return before;
}

Encoded encode(const Master& master, const std::filesystem::path& master_spill,
               const model::RenditionSpec& spec, const Promise& promise, const std::filesystem::path& path,
               const Job& job) {
    EncodingRounds rounds({master_spill, master.frames, master.channels}, spec, path);
    Correction correction;
    std::optional<Encoded> nearest;
    double begun = 0;
    for (int round = 0; round <= most_repairs; ++round) {
        // Encoding takes most of a round's time; whether another comes shows only in the end.
        const double ends = begun + 0.9 * (1 - begun);
        const double measures = begun + 0.85 * (ends - begun);
        rounds.encode(correction, job.part(begun, measures));
        Encoded made = measured_again(path, master, spec, promise, job.part(measures, ends));
        begun = ends;
        made.encodes = round + 1;
        const Encoded verdict = judged(made, path, master, spec, promise, job);
        if (keeps(verdict, promise)) return made;
        correction = corrected(std::move(correction), verdict, promise);
        if (!nearest || distance(made, promise) < distance(*nearest, promise)) nearest = std::move(made);
    }
    fail_promise(*nearest, promise, spec);
}

void fail_promise(const Encoded& encoded, const Promise& promise, const model::RenditionSpec& spec) {
    const double integrated = encoded.loudness.integrated_lufs.value_or(-HUGE_VAL);
    const core::Args figures = {
        {"rendition", spec.id},
        {"integrated", core::format("{:.2f}", integrated)},
        {"target", core::format("{:.1f}", *promise.target_lufs)},
        {"peak", core::format("{:.2f}", excess_of(encoded, promise) + promise.ceiling_dbtp)},
        {"ceiling", core::format("{:.1f}", promise.ceiling_dbtp)}};
    const bool too_loud = excess_of(encoded, promise) > 0;
    throw core::Error(core::Kind::failed,
                      too_loud ? core::Code::peak_over_ceiling : core::Code::target_not_reached, figures);
}

}  // namespace cityfm::audio
