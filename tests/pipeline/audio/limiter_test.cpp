// SPDX-License-Identifier: MIT
#include "pipeline/audio/stages/limiter.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "pipeline/audio/meter/loudness.h"
#include "tests/support/sound/stages.h"
#include "tests/support/sound/yardstick.h"

using namespace cityfm;

namespace {

/// The true peak by libebur128 itself, in dBTP.
double true_peak(const tests::Sound& sound) {
    return audio::to_db(tests::by_libebur128(sound).true_peak);
}

tests::Sound limited(const tests::Sound& sound, double ceiling_dbtp, double* work_db = nullptr) {
    tests::Collector end;
    audio::Limiter limiter(end, sound.channels, ceiling_dbtp);
    tests::play(sound, limiter, 1024);
    if (work_db != nullptr) {
        const auto& gains = limiter.least_gains();
        *work_db = -audio::to_db(*std::min_element(gains.begin(), gains.end()));
    }
    return {end.samples, sound.sample_rate, sound.channels};
}

tests::Sound with_pause(tests::Sound sound) {
    tests::append(sound, tests::make_sound(0.3, sound.channels, [](double) { return 0.0; }));
    return sound;
}

}  // namespace

TEST_CASE("no true peak exceeds the limiter's ceiling by more than 0.02 dB") {
    const double fs = 48000;
    const std::vector<std::pair<const char*, tests::Sound>> signals = {
        {"square",
         tests::make_sound(0.5, 2, [](double t) { return std::fmod(t * 441, 1) < 0.5 ? 0.99 : -0.99; })},
        {"fs/4 at 45°",
         tests::make_sound(
             0.5, 2,
             [fs](double t) { return std::sin(std::numbers::pi / 2 * t * fs + std::numbers::pi / 4); })},
        {"clicks", tests::make_sound(0.5, 2,
                                     [fs](double t) {
                                         const long frame = std::lround(t * fs);
                                         return frame % 997 == 0 ? 1.0 : (frame % 997 == 1 ? -0.8 : 0.01);
                                     })},
        {"clicks close together",
         tests::make_sound(0.5, 2,
                           [fs](double t) {
                               const long frame = std::lround(t * fs);
                               return frame % 41 == 0 ? 0.4 + 0.9 * static_cast<double>(frame % 7) / 7 : 0.05;
                           })},
        {"speech", tests::speech_like(3, 9, 11)},
        {"speech, clipped",
         [] {
             tests::Sound sound = tests::speech_like(3, 12, 3);
             for (float& x : sound.samples) x = std::clamp(x, -1.0F, 1.0F);
             return sound;
         }()},
        {"sweep", tests::make_sound(
                      2, 1, [](double t) { return std::sin(2 * std::numbers::pi * (20 + 5500 * t) * t); })},
    };
    for (const auto& [name, sound] : signals) {
        for (const double ceiling : {-1.0, -2.5, -14.0}) {
            INFO(name << " at " << ceiling);
            REQUIRE(true_peak(sound) > ceiling);
            const double peak = true_peak(with_pause(limited(sound, ceiling)));
            CHECK(peak <= ceiling + 0.02);
            CHECK(peak > ceiling - 1.5);
        }
    }
}

TEST_CASE("the limiter leaves a sound under its ceiling alone, bit for bit") {
    const tests::Sound sound = tests::speech_like(1, -12);
    double work = -1;
    CHECK(limited(sound, -6, &work).samples == sound.samples);
    CHECK(work == 0);
}

TEST_CASE("the limiter turns both channels down together") {
    tests::Sound sound = tests::sine(0.5, 1000, 0);
    for (std::size_t i = 0; i < sound.samples.size(); i += 2) sound.samples[i] *= 0.1F;
    const tests::Sound out = limited(sound, -6);
    for (std::size_t i = 4800; i < sound.samples.size(); i += 2) {
        CHECK(out.samples[i] == Approx(0.1 * static_cast<double>(out.samples[i + 1])).margin(1e-6));
    }
}

TEST_CASE("the limiter's work is what it took away from the loudest instant") {
    double work = 0;
    limited(tests::sine(0.5, 1000, 0), -6, &work);
    CHECK(work == Approx(6.0).margin(0.02));
}

TEST_CASE("a peak in the first and in the last frame is caught") {
    tests::Sound sound{std::vector<float>(2 * 1000, 0.0F), 48000, 2};
    sound.samples[0] = 1.0F;
    sound.samples[sound.samples.size() - 1] = 1.0F;
    CHECK(true_peak(with_pause(limited(sound, -6))) <= -6 + 0.02);
}

TEST_CASE("the gain comes back after a peak") {
    tests::Sound sound = tests::make_sound(2, 1, [](double t) { return t < 0.1 ? 1.0 : 0.1; });
    const tests::Sound out = limited(sound, -12);
    CHECK(out.samples.back() == 0.1F);
}
