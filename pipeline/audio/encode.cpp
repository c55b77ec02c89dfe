// SPDX-License-Identifier: MIT
#include "pipeline/audio/encode.h"

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

}  // namespace

Encoded encode(const Master& master, const std::filesystem::path& master_spill,
               const model::RenditionSpec& spec, const std::filesystem::path& path,
               const std::stop_token& stop, const OnFraction& on_fraction) {
    av::Writer writer(path, encoding_of(spec, master.channels));
    EncoderSink sink(writer);
    Gain prior(sink, prior_gain_db(spec));
    constexpr double encoding_share = 0.85;  // of the time; measuring takes the rest
    play_spill(master_spill, master.channels, prior, [&](std::int64_t frames) {
        check_stop(stop);
        on_fraction(encoding_share * static_cast<double>(frames) / static_cast<double>(master.frames));
    });
    const Measured measured = measure_file(path, Metering::delivered, stop, [&](double fraction) {
        on_fraction(encoding_share + (1 - encoding_share) * fraction);
    });
    if (measured.frames != sink.frames() || measured.damages > 0) {
        throw core::Error(core::Kind::failed, core::Code::frames_lost,
                          {{"format", spec.format},
                           {"fed", std::to_string(sink.frames())},
                           {"found", std::to_string(measured.frames)}});
    }
    return {measured.frames, measured.loudness};
}

void check_promise(const Encoded& encoded, const model::Preset& preset, const model::RenditionSpec& spec) {
    const double integrated = encoded.loudness.integrated_lufs.value_or(-HUGE_VAL);
    const double peak = encoded.loudness.true_peak_dbtp.value_or(-HUGE_VAL);
    const core::Args figures = {{"rendition", spec.id},
                                {"integrated", core::format("{:.2f}", integrated)},
                                {"target", core::format("{:.1f}", preset.target_lufs)},
                                {"peak", core::format("{:.2f}", peak)},
                                {"ceiling", core::format("{:.1f}", preset.ceiling_dbtp)}};
    if (std::abs(integrated - preset.target_lufs) > delivered_tolerance_lu) {
        throw core::Error(core::Kind::failed, core::Code::target_not_reached, figures);
    }
    if (peak > preset.ceiling_dbtp)
        throw core::Error(core::Kind::failed, core::Code::peak_over_ceiling, figures);
}

}  // namespace cityfm::audio
