// SPDX-License-Identifier: MIT
#include "pipeline/audio/assemble.h"

#include <algorithm>
#include <utility>

#include "pipeline/audio/spill.h"
#include "pipeline/audio/stages/high_pass.h"
#include "pipeline/av/reader.h"
#include "pipeline/core/error.h"

namespace cityfm::audio {
namespace {

/// Integrated loudness needs one block of 400 ms.

/// Holds what has come of a recording against its bounds.
class BoundsWatch {
  public:
    BoundsWatch(const Bounds& bounds, std::string path, const av::SoundInfo& info)
        : bounds_(bounds), path_(std::move(path)), declared_(info.duration_seconds) {
        if (!info.guesses_duration && declared_ > bounds_.most.seconds()) fail(declared_);
    }

    void operator()(double seconds) {
        // What a codec puts around the sound is no fault.
        constexpr double filling = 1;
        constexpr double now_and_then = 10;
        if (seconds > bounds_.most.seconds() + filling) fail(0);
        if (declared_ <= 0 || seconds < declared_ + filling || seconds < told_ + now_and_then) return;
        told_ = seconds;
        bounds_.on_more_than_declared();
    }

  private:
    [[noreturn]] void fail(double seconds) const {
        throw core::Error(core::Kind::show, core::Code::recording_too_long,
                          model::too_long(path_, bounds_.most, seconds));
    }

    const Bounds& bounds_;
    std::string path_;
    double declared_;
    double told_ = 0;
};

}  // namespace

Programme assemble(const std::filesystem::path& recording, const AssembleAs& as,
                   const std::filesystem::path& spill, const Job& job, const Bounds& bounds) {
    constexpr double decoding_share = 0.6;  // of the time; measuring takes the rest
    const Job decoding = job.part(0, decoding_share);
    const int channels = as.channels;
    // What is mended in two channels is mixed into one after that.
    const int read_channels = as.fix == ChannelFix::none ? channels : 2;
    av::Reader reader(recording, {.format = av::SoundFormat{house_rate, read_channels}, .track = as.track});
    BoundsWatch watch(bounds, recording.string(), reader.info());
    Programme programme;
    programme.channels = channels;
    {
        Spill file(spill, channels);
        SpillWriter writer(file, channels);
        HighPass high_pass(writer, channels);
        Stage& last = as.high_pass ? static_cast<Stage&>(high_pass) : writer;
        FixChannels fixed(last, as.fix, channels);
        Stage& first = as.fix == ChannelFix::none ? last : fixed;
        for (auto block = reader.read(); !block.empty(); block = reader.read()) {
            job.check_stop();
            const auto frames =
                static_cast<std::int64_t>(block.size() / static_cast<std::size_t>(read_channels));
            const double seconds = static_cast<double>(programme.frames + frames) / house_rate;
            watch(seconds);
            first.push(block);
            programme.frames += frames;
            if (reader.info().duration_seconds > 0) {
                decoding.on_fraction(std::min(1.0, seconds / reader.info().duration_seconds));
            }
        }
        const core::Args where = {{"path", recording.string()}};
        if (programme.frames == 0) throw core::Error(core::Kind::show, core::Code::no_sound_in_it, where);
        first.finish();
        file.finish();
    }
    const Passed passed =
        pass({spill, programme.frames, channels}, {.peaks = true}, nullptr, job.part(decoding_share, 1));
    if (!passed.integrated_lufs) {
        std::error_code error;
        std::filesystem::remove(spill, error);
        const bool too_short = static_cast<double>(programme.frames) < least_measured_seconds * house_rate;
        throw core::Error(core::Kind::show, too_short ? core::Code::sound_too_short : core::Code::silent,
                          {{"path", recording.string()}});
    }
    programme.integrated_lufs = *passed.integrated_lufs;
    programme.true_peak_dbtp = *passed.true_peak_dbtp;
    programme.losses = reader.losses();
    programme.not_numbers = reader.not_numbers();
    programme.declared_seconds =
        static_cast<double>(reader.info().declared_frames) / reader.info().format.sample_rate;
    return programme;
}

}  // namespace cityfm::audio
