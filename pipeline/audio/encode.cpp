// SPDX-License-Identifier: MIT
#include "pipeline/audio/encode.h"

#include <algorithm>
#include <cmath>

#include "pipeline/audio/encodings.h"
#include "pipeline/audio/gain.h"
#include "pipeline/audio/spill.h"
#include "pipeline/av/writer.h"
#include "pipeline/core/error.h"
#include "pipeline/core/format.h"

namespace cityfm::audio {
namespace {

/// The end of the sound's way in an encoder.
class EncoderSink final : public Stage {
  public:
    explicit EncoderSink(av::Writer& writer) : writer_(writer) {}
    void push(std::span<const float> samples) override { writer_.write(samples); }
    void finish() override { frames_ = writer_.finish(); }
    std::int64_t frames() const { return frames_; }

  private:
    av::Writer& writer_;
    std::int64_t frames_ = 0;
};

/// What misses a figure by less than its last digit is not worth an encode.
constexpr double worth_correcting_lu = 0.02;

constexpr double dip_margin_db = 0.25;

/// AAC's decoder gives up to a frame more than the file's duration.
constexpr std::int64_t most_filling = 1024;

Encoded encode_once(const Master& master, const std::filesystem::path& master_spill,
                    const model::RenditionSpec& spec, const Promise& promise, const Correction& correction,
                    const std::filesystem::path& path, const std::stop_token& stop,
                    const OnFraction& on_fraction) {
    av::Writer writer(path, encoding_of(spec, master.channels));
    EncoderSink sink(writer);
    Gain gain(sink, prior_gain_db(spec) + correction.gain_db);
    Dips dips(gain, master.channels, correction.dips);
    constexpr double encoding_share = 0.85;  // of the time; measuring takes the rest
    play_spill(master_spill, master.channels, dips, [&](std::int64_t frames) {
        check_stop(stop);
        on_fraction(encoding_share * static_cast<double>(frames) / static_cast<double>(master.frames));
    });
    Measuring measuring{Metering::delivered, promise.dual_mono, promise.ceiling_dbtp, {}};
    if (spec.format == "m4a") measuring.most_frames = sink.frames();
    const Measured measured = measure_file(path, measuring, stop, [&](double fraction) {
        on_fraction(encoding_share + (1 - encoding_share) * fraction);
    });
    if (measured.frames != sink.frames() || measured.damages > 0) {
        throw core::Error(core::Kind::failed, core::Code::frames_lost,
                          {{"format", spec.format},
                           {"fed", std::to_string(sink.frames())},
                           {"found", std::to_string(measured.frames)}});
    }
    return {measured.frames, 1, measured.loudness, measured.peaks};
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
               const std::stop_token& stop, const OnFraction& on_fraction) {
    Correction correction;
    std::optional<Encoded> nearest;
    for (int round = 0; round <= most_repairs; ++round) {
        Encoded made = encode_once(master, master_spill, spec, promise, correction, path, stop, on_fraction);
        made.encodes = round + 1;
        if (keeps(made, promise)) return made;
        if (!nearest || distance(made, promise) < distance(*nearest, promise)) nearest = made;
        correction = corrected(std::move(correction), made, promise);
    }
    check_promise(*nearest, promise, spec);
    return *nearest;
}

void check_promise(const Encoded& encoded, const Promise& promise, const model::RenditionSpec& spec) {
    if (keeps(encoded, promise)) return;
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
