// SPDX-License-Identifier: MIT
#include "pipeline/audio/assemble.h"

#include <algorithm>

#include "pipeline/audio/spill.h"
#include "pipeline/av/reader.h"
#include "pipeline/core/error.h"

namespace cityfm::audio {
namespace {

/// Integrated loudness needs one block of 400 ms.
constexpr std::int64_t least_measured_frames = house_rate * 4 / 10;

}  // namespace

Programme assemble(const std::filesystem::path& recording, int channels, const std::filesystem::path& spill,
                   const Job& job) {
    constexpr double decoding_share = 0.6;  // of the time; measuring takes the rest
    const Job decoding = job.part(0, decoding_share);
    av::Reader reader(recording, av::SoundFormat{house_rate, channels});
    Programme programme;
    programme.channels = channels;
    {
        Spill file(spill, channels);
        for (auto block = reader.read(); !block.empty(); block = reader.read()) {
            job.check_stop();
            file.write(programme.frames, block);
            programme.frames += static_cast<std::int64_t>(block.size() / static_cast<std::size_t>(channels));
            if (reader.info().duration_seconds > 0) {
                const double seconds = static_cast<double>(programme.frames) / house_rate;
                decoding.on_fraction(std::min(1.0, seconds / reader.info().duration_seconds));
            }
        }
        const core::Args where = {{"path", recording.string()}};
        if (programme.frames == 0) throw core::Error(core::Kind::show, core::Code::no_sound_in_it, where);
        file.finish();
    }
    const Passed passed =
        pass({spill, programme.frames, channels}, {.peaks = true}, nullptr, job.part(decoding_share, 1));
    if (!passed.integrated_lufs) {
        std::error_code error;
        std::filesystem::remove(spill, error);
        const bool too_short = programme.frames < least_measured_frames;
        throw core::Error(core::Kind::show, too_short ? core::Code::sound_too_short : core::Code::silent,
                          {{"path", recording.string()}});
    }
    programme.integrated_lufs = *passed.integrated_lufs;
    programme.true_peak_dbtp = *passed.true_peak_dbtp;
    programme.damages = reader.damages();
    programme.not_numbers = reader.not_numbers();
    programme.declared_seconds =
        static_cast<double>(reader.info().declared_frames) / reader.info().format.sample_rate;
    return programme;
}

}  // namespace cityfm::audio
