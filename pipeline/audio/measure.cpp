// SPDX-License-Identifier: MIT
#include "pipeline/audio/measure.h"

#include "pipeline/core/error.h"

namespace cityfm::audio {

void check_stop(const std::stop_token& stop) {
    if (stop.stop_requested()) throw core::Error(core::Kind::interrupted, core::Code::interrupted);
}

Measured measure_file(const std::filesystem::path& path, const Measuring& measuring,
                      const std::stop_token& stop, const OnFraction& on_fraction) {
    av::Reader reader(path);
    Measured measured;
    std::unique_ptr<Meter> meter;
    av::SoundFormat format;
    for (auto block = reader.read(); !block.empty(); block = reader.read()) {
        check_stop(stop);
        if (!meter) {
            format = reader.format();
            meter = std::make_unique<Meter>(format, measuring.metering, measuring.dual_mono,
                                            measuring.peaks_above_dbtp);
        }
        if (measuring.most_frames) {
            const auto room = static_cast<std::size_t>(*measuring.most_frames - measured.frames);
            block = block.first(std::min(block.size(), room * static_cast<std::size_t>(format.channels)));
            if (block.empty()) break;
        }
        meter->push(block);
        measured.frames +=
            static_cast<std::int64_t>(block.size() / static_cast<std::size_t>(format.channels));
        if (on_fraction && reader.info().duration_seconds > 0) {
            on_fraction(measured.duration_seconds() / reader.info().duration_seconds);
        }
    }
    if (!meter) throw core::Error(core::Kind::show, core::Code::no_sound_in_it, {{"path", path.string()}});
    measured.info = reader.info();
    measured.info.format = format;
    measured.damages = reader.damages();
    measured.loudness = meter->loudness();
    measured.peaks = meter->peaks();
    return measured;
}

}  // namespace cityfm::audio
