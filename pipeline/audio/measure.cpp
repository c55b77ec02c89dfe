// SPDX-License-Identifier: MIT
#include "pipeline/audio/measure.h"

#include <cmath>

#include "pipeline/audio/listen/listener.h"
#include "pipeline/audio/meter/reference_meter.h"
#include "pipeline/core/error.h"

namespace cityfm::audio {

Measured measure_file(const std::filesystem::path& path, const Metering& metering,
                      std::optional<std::int64_t> most_frames, const std::stop_token& stop,
                      const OnFraction& on_fraction, const std::string& track, bool surveys) {
    av::Reader reader(path, {.track = track});
    // The weighting filter needs a higher rate than that of some test sounds.
    if (reader.info().format.sample_rate < least_metered_rate) {
        av::SoundFormat higher = reader.info().format;
        higher.sample_rate = house_rate;
        reader = av::Reader(path, {.format = higher, .track = track});
    }
    Measured measured;
    std::optional<Meter> meter;
    std::optional<ReferenceMeter> reference;
    std::optional<Listener> listener;
    av::SoundFormat format;
    for (auto block = reader.read(); !block.empty(); block = reader.read()) {
        core::check_stop(stop);
        if (!meter) {
            format = reader.format();
            meter.emplace(format, metering);
            if (metering.reference) reference.emplace(format, metering.dual_mono);
            constexpr int most_channels = 2;
            if (surveys && format.channels <= most_channels) listener.emplace(format);
        }
        if (most_frames) {
            const auto room = static_cast<std::size_t>(*most_frames - measured.frames);
            block = block.first(std::min(block.size(), room * static_cast<std::size_t>(format.channels)));
            if (block.empty()) break;
        }
        meter->push(block);
        if (reference) reference->push(block);
        if (listener) listener->push(block);
        measured.frames +=
            static_cast<std::int64_t>(block.size() / static_cast<std::size_t>(format.channels));
        if (on_fraction && reader.info().duration_seconds > 0) {
            on_fraction(std::min(1.0, measured.duration_seconds() / reader.info().duration_seconds));
        }
    }
    if (!meter) throw core::Error(core::Kind::show, core::Code::no_sound_in_it, {{"path", path.string()}});
    measured.info = reader.info();
    measured.info.declared_frames = std::llround(static_cast<double>(measured.info.declared_frames) /
                                                 measured.info.format.sample_rate * format.sample_rate);
    measured.info.format = format;
    measured.losses = reader.losses();
    measured.not_numbers = reader.not_numbers();
    measured.loudness = meter->loudness();
    if (reference) measured.reference = reference->loudness();
    measured.peaks = meter->peaks();
    measured.tenths = meter->sliding().tenths();
    if (!surveys) return measured;
    measured.survey = begin_survey(reader.info());
    measured.survey.reading = measured.reading();
    measured.survey.integrated_lufs = measured.loudness.integrated_lufs;
    if (listener) listener->finish(meter->tenths(), measured.survey);
    return measured;
}

}  // namespace cityfm::audio
