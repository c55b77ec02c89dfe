// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter/self_test.h"

#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>

#include "pipeline/audio/meter/meter.h"
#include "pipeline/audio/meter/reference_meter.h"

namespace cityfm::audio {
namespace {

/// The value of every channel at a frame.
using Wave = std::function<double(std::int64_t frame, double seconds)>;

Wave tone(double hertz, double peak_dbfs, double phase = 0) {
    return [=](std::int64_t, double seconds) {
        return from_db(peak_dbfs) * std::sin(2 * std::numbers::pi * hertz * seconds + phase);
    };
}

/// 1 kHz that changes between two levels every 20 seconds.
Wave steps(double first_dbfs, double second_dbfs) {
    return [=](std::int64_t frame, double seconds) {
        constexpr double step_seconds = 20;
        const bool is_first = std::fmod(seconds, 2 * step_seconds) < step_seconds;
        return tone(1000, is_first ? first_dbfs : second_dbfs)(frame, seconds);
    };
}

/// Noise out of the frame's number alone.
Wave noise(double peak_dbfs) {
    return [=](std::int64_t frame, double) {
        auto bits = static_cast<std::uint64_t>(frame + 1) * 0x9e3779b97f4a7c15U;
        bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
        bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
        const double unit = static_cast<double>((bits ^ (bits >> 31U)) >> 11U) / 9007199254740992.0;
        return from_db(peak_dbfs) * (2 * unit - 1);
    };
}

void measure(SelfTest& test, const av::SoundFormat& format, double seconds, const Wave& wave) {
    Meter ours(format);
    ReferenceMeter reference(format);
    constexpr std::int64_t block = 4800;
    const auto frames = static_cast<std::int64_t>(seconds * format.sample_rate);
    std::vector<float> samples;
    for (std::int64_t start = 0; start < frames; start += block) {
        samples.clear();
        for (std::int64_t frame = start; frame < std::min(start + block, frames); ++frame) {
            const double value = wave(frame, static_cast<double>(frame) / format.sample_rate);
            samples.insert(samples.end(), static_cast<std::size_t>(format.channels),
                           static_cast<float>(value));
        }
        ours.push(samples);
        reference.push(samples);
    }
    test.ours = ours.loudness();
    test.reference = reference.loudness();
}

/// True where a figure is within the bounds that the standard allows, or none is expected.
bool is_within(const std::optional<double>& found, const std::optional<double>& expected, double below,
               double above) {
    if (!expected) return true;
    return found && *found >= *expected - below && *found <= *expected + above;
}

}  // namespace

bool SelfTest::is_good() const {
    return agree(ours, reference) && is_within(ours.integrated_lufs, expected_lufs, 0.1, 0.1) &&
           is_within(ours.range_lu, expected_range_lu, 1, 1) &&
           is_within(ours.true_peak_dbtp, expected_dbtp, 0.4, 0.2);
}

std::vector<SelfTest> test_meters() {
    constexpr av::SoundFormat stereo{48000, 2};
    constexpr av::SoundFormat mono_of_phones{44100, 1};
    std::vector<SelfTest> tests = {{"1 kHz, -23 dBFS, stereo", -23},
                                   {"1 kHz, -33 dBFS, stereo", -33},
                                   {"1 kHz, -20 and -30 dBFS", {}, 10},
                                   {"12 kHz between samples, -6 dBFS", {}, {}, -6},
                                   {"noise, -12 dBFS, mono, 44.1 kHz"}};
    measure(tests[0], stereo, 20, tone(1000, -23));
    measure(tests[1], stereo, 20, tone(1000, -33));
    measure(tests[2], stereo, 40, steps(-20, -30));
    measure(tests[3], stereo, 2, tone(12000, -6, std::numbers::pi / 4));
    measure(tests[4], mono_of_phones, 10, noise(-12));
    return tests;
}

}  // namespace cityfm::audio
