// SPDX-License-Identifier: MIT
#include "pipeline/audio/listen/survey.h"

#include <algorithm>

#include "pipeline/audio/listen/listener.h"
#include "pipeline/audio/meter/meter.h"
#include "pipeline/av/reader.h"
#include "pipeline/av/tracks.h"

namespace cityfm::audio {

Survey begin_survey(const av::SoundInfo& info) {
    Survey survey;
    survey.channels = info.format.channels;
    survey.track = info.track;
    survey.track_count = static_cast<int>(info.tracks.size());
    survey.tracks = av::list(info.tracks);
    for (const av::Track& other : info.tracks) {
        if (!other.readable && survey.unreadable_track == 0) survey.unreadable_track = other.number;
    }
    return survey;
}

Survey survey(const std::filesystem::path& recording, const std::string& track, const std::stop_token& stop,
              const OnFraction& on_fraction) {
    const av::SoundInfo info = av::Reader(recording, {.track = track}).info();
    const int rate = info.format.sample_rate < least_metered_rate ? house_rate : info.format.sample_rate;
    const av::SoundFormat format{rate, std::min(info.format.channels, 2)};
    av::Reader reader(recording, {.format = format, .track = track});
    Listener listener(format);
    Meter meter(format, {.peaks = false});
    Survey survey = begin_survey(info);
    std::int64_t frames = 0;
    for (auto block = reader.read(); !block.empty(); block = reader.read()) {
        core::check_stop(stop);
        listener.push(block);
        meter.push(block);
        frames += static_cast<std::int64_t>(block.size()) / format.channels;
        if (on_fraction && info.duration_seconds > 0)
            on_fraction(
                std::min(1.0, static_cast<double>(frames) / format.sample_rate / info.duration_seconds));
    }
    survey.reading = {static_cast<double>(frames) / format.sample_rate,
                      static_cast<double>(info.declared_frames) / info.format.sample_rate, reader.losses(),
                      reader.not_numbers()};
    listener.finish(meter.tenths(), survey);
    return survey;
}

}  // namespace cityfm::audio
