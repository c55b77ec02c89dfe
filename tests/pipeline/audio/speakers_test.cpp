// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cmath>

#include "pipeline/audio/measure.h"
#include "tests/support/files.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;

namespace {

/// What a sine measures that sounds in one channel of a WAV alone; nothing where it does not count.
std::optional<double> loudness_alone(int channel, int channels, std::uint32_t speakers) {
    tests::Sound sound = tests::sine(4, 1000, -20, channels);
    for (std::size_t i = 0; i < sound.samples.size(); ++i) {
        if (static_cast<int>(i % static_cast<std::size_t>(channels)) != channel) sound.samples[i] = 0;
    }
    const tests::TempFolder folder;
    tests::write(folder / "sound.wav", tests::wav_bytes(sound, speakers));
    return audio::measure_file(folder / "sound.wav", {}).loudness.integrated_lufs;
}

}  // namespace

TEST_CASE("a channel counts by its place: the sides 1.5 dB more, low frequencies never") {
    struct Row {
        std::uint32_t speakers;
        int channels;
        std::vector<double> weights;  // BS.1770-4, tables 3 and 4; of the channels in the order of their bits
    };
    const std::vector<Row> rows = {
        {0x63F, 8, {1, 1, 1, 0, 1, 1, 1.41, 1.41}},  // 7.1: those at the back stand beyond 120 degrees
        {0xFF, 8, {1, 1, 1, 0, 1.41, 1.41, 1, 1}},   // 7.1, wide: two more in front
        {0x70F, 7, {1, 1, 1, 0, 1, 1.41, 1.41}},     // 6.1
        {0x3F, 6, {1, 1, 1, 0, 1.41, 1.41}},         // 5.1, surrounds named "back"
        {0x60F, 6, {1, 1, 1, 0, 1.41, 1.41}},        // 5.1, surrounds named "side"
        {0x33, 4, {1, 1, 1.41, 1.41}},               // quad
        {0x107, 4, {1, 1, 1, 1}},                    // 4.0: one at the back
        {0xF, 4, {1, 1, 1, 0}},                      // 3.1
        {0xB, 3, {1, 1, 0}},                         // 2.1
        {0, 3, {1, 1, 1}},                           // three microphones, nothing said of places
    };
    for (const Row& row : rows) {
        const double front = loudness_alone(0, row.channels, row.speakers).value();
        for (int channel = 0; channel < row.channels; ++channel) {
            INFO(row.channels << " channels, mask " << row.speakers << ", channel " << channel);
            const std::optional<double> alone = loudness_alone(channel, row.channels, row.speakers);
            const double weight = row.weights[static_cast<std::size_t>(channel)];
            if (weight == 0)
                CHECK_FALSE(alone);
            else
                CHECK(alone.value() - front == Approx(10 * std::log10(weight)).margin(0.001));
        }
    }
}

TEST_CASE("one channel counts, whatever place a recorder gives it") {
    CHECK(loudness_alone(0, 1, 0x8).value() == Approx(loudness_alone(0, 1, 0).value()).margin(0.001));
}
