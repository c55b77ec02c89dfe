// SPDX-License-Identifier: MIT
#include "pipeline/audio/assemble.h"

#include "pipeline/audio/spill.h"
#include "pipeline/core/error.h"

namespace cityfm::audio {

Programme assemble(const std::filesystem::path& recording, int channels, const std::filesystem::path& spill,
                   const std::stop_token& stop, const OnFraction& on_fraction) {
    const av::SoundFormat format{house_rate, channels};
    av::Reader reader(recording, format);
    Programme programme;
    programme.channels = channels;
    SpillWriter writer(spill);
    Meter meter(format, Metering::peaks);
    for (auto block = reader.read(); !block.empty(); block = reader.read()) {
        check_stop(stop);
        writer.push(block);
        meter.push(block);
        programme.frames += static_cast<std::int64_t>(block.size() / static_cast<std::size_t>(channels));
        if (reader.info().duration_seconds > 0) {
            on_fraction(static_cast<double>(programme.frames) / house_rate / reader.info().duration_seconds);
        }
    }
    const core::Args where = {{"path", recording.string()}};
    if (programme.frames == 0) throw core::Error(core::Kind::show, core::Code::no_sound_in_it, where);
    programme.loudness = meter.loudness();
    if (!programme.loudness.integrated_lufs) throw core::Error(core::Kind::show, core::Code::silent, where);
    programme.damages = reader.damages();
    programme.declared_seconds =
        static_cast<double>(reader.info().declared_frames) / reader.info().format.sample_rate;
    writer.finish();
    return programme;
}

}  // namespace cityfm::audio
