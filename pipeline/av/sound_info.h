// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cityfm::av {

/// A rate in frames per second and a number of channels.
struct SoundFormat {
    int sample_rate = 0;
    int channels = 0;
    /// Where each channel belongs, a bit of WAVE_FORMAT_EXTENSIBLE's dwChannelMask each, lowest first; 0 for
    /// FFmpeg's default layout of so many channels.
    std::uint64_t speakers = 0;

    bool operator==(const SoundFormat&) const = default;
};

/// Frames that a file tells players to leave out, before its sound and behind it.
struct Gapless {
    std::int64_t start_frames = 0;
    std::int64_t end_frames = 0;
    bool is_from_tag = false;  ///< which FFmpeg follows at the start only

    bool operator==(const Gapless&) const = default;
};

/// Sound that a file has lost, and where, in seconds of what is left of it.
struct Loss {
    double at_seconds = 0;
    double seconds = 0;

    bool operator==(const Loss&) const = default;
};

/// All that a file has lost.
struct Losses {
    static constexpr std::size_t most_places = 100;

    std::vector<Loss> places;  ///< the first of them
    std::int64_t count = 0;
    double seconds = 0;

    void add(double at_seconds, double lost_seconds) {
        if (places.size() < most_places) places.push_back({at_seconds, lost_seconds});
        ++count;
        seconds += lost_seconds;
    }
};

/// One of the sound tracks of a file.
struct Track {
    int number = 1;        ///< among the sound tracks
    std::string codec;     ///< empty where FFmpeg has no name for it
    std::string language;  ///< as the file has it, `jpn`
    std::string title;
    int channels = 0;
    bool readable = true;
};

/// What a sound file says of itself before it is decoded.
struct SoundInfo {
    std::string container;
    std::string codec;
    SoundFormat format;
    std::int64_t declared_frames = 0;  ///< by its header; 0 when it does not say, or only guesses
    double duration_seconds = 0;       ///< declared or estimated; 0 when unknown
    bool guesses_duration = false;     ///< it is guessed from the bitrate at the begin, and may be far off
    std::int64_t bits_per_second = 0;  ///< 0 when unknown
    std::optional<Gapless> gapless;    ///< where the file says so
    std::vector<Track> tracks;
    int track = 1;  ///< the one that is read
    int parts = 1;  ///< files that were joined one after the other
};

}  // namespace cityfm::av
