// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter/true_peak.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "pipeline/audio/meter/loudness.h"
#include "tests/support/sound/yardstick.h"

using namespace cityfm;
using tests::Sound;

namespace {

/// libebur128's true peak of the loudest channel.
double reference(const Sound& sound) {
    return tests::by_libebur128(sound).true_peak;
}

audio::TruePeak metered(const Sound& sound, std::size_t frames_a_block = 4096,
                        std::optional<double> listed_above = {}) {
    audio::TruePeak meter({sound.sample_rate, sound.channels}, listed_above);
    const std::size_t step = frames_a_block * static_cast<std::size_t>(sound.channels);
    for (std::size_t at = 0; at < sound.samples.size(); at += step)
        meter.push(std::span(sound.samples).subspan(at, std::min(step, sound.samples.size() - at)));
    return meter;
}

Sound noise(double seconds, int channels, int sample_rate, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> level(-1.2F, 1.2F);
    Sound sound = tests::sine(seconds, 100, 0, channels, sample_rate);
    for (float& sample : sound.samples) sample = level(random);
    return sound;
}

std::vector<Sound> signals() {
    std::vector<Sound> all;
    for (const int rate : {8000, 44100, 48000, 96000, 176400, 192000}) {
        all.push_back(noise(0.7, 2, rate, static_cast<unsigned>(rate)));
        all.push_back(tests::speech_like(2, -1, 7, 1, rate));
        // A sine of a quarter of the rate, whose peaks lie between all samples.
        all.push_back(tests::make_sound(
            0.5, 2, [rate](double t) { return 0.9 * std::sin(2 * std::numbers::pi * rate / 4 * t + 0.7); },
            rate));
        all.push_back(tests::make_sound(
            0.5, 6, [](double t) { return std::fmod(t * 997, 1) < 0.5 ? 0.5 : -0.5; }, rate));
    }
    Sound clicks = tests::make_sound(1, 2, [](double) { return 0.0; });
    clicks.samples[0] = 1;
    clicks.samples[clicks.samples.size() - 1] = -0.99F;
    clicks.samples[30001] = 0.3F;
    all.push_back(clicks);
    all.push_back(tests::make_sound(1, 1, [](double) { return 0.0; }));
    Sound quiet = noise(0.5, 2, 48000, 3);
    for (float& sample : quiet.samples) sample *= 1e-30F;
    all.push_back(quiet);
    return all;
}

}  // namespace

TEST_CASE("the true peak is libebur128's, bit for bit, on every signal, rate and number of channels") {
    for (const Sound& sound : signals()) {
        INFO(sound.sample_rate << " Hz, " << sound.channels << " channels, " << sound.frames() << " frames");
        CHECK(metered(sound).true_peak() == reference(sound));
    }
}

TEST_CASE("the true peak does not depend on how the sound was cut") {
    const Sound sound = noise(0.3, 2, 48000, 11);
    const double whole = metered(sound).true_peak();
    for (const std::size_t block : {1U, 2U, 3U, 5U, 7U, 17U, 63U, 64U, 65U, 511U, 997U}) {
        INFO(block);
        CHECK(metered(sound, block).true_peak() == whole);
    }
}

TEST_CASE("every instant over a level is listed once, where it is and as high as it is") {
    Sound sound =
        tests::make_sound(2, 2, [](double t) { return 0.2 * std::sin(2 * std::numbers::pi * 200 * t); });
    const std::vector<std::int64_t> bumps = {700, 24000, 60000, 95990};
    for (const std::int64_t frame : bumps) sound.samples[static_cast<std::size_t>(frame) * 2 + 1] = 0.95F;
    const audio::TruePeak meter = metered(sound, 1000, 0.5);
    REQUIRE(meter.listed().size() == bumps.size());
    for (std::size_t i = 0; i < bumps.size(); ++i) {
        CHECK(std::abs(meter.listed()[i].frame - bumps[i]) <= 1);
        CHECK(meter.listed()[i].peak == Approx(0.95).margin(0.02));
    }
    CHECK(meter.true_peak() == metered(sound).true_peak());
    CHECK(metered(sound, 1000, 2.0).listed().empty());
}
