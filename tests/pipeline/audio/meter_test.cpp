// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter.h"

#include <catch2/catch.hpp>

#include "tests/support/stages.h"

using namespace cityfm;

namespace {

audio::Loudness measured(const tests::Sound& sound) {
    audio::Meter meter({sound.sample_rate, sound.channels}, audio::Metering::full);
    tests::play(sound, meter, 1000);
    return meter.loudness();
}

/// Parts of a 1 kHz sine, in seconds and dBFS, one after another: EBU Tech 3341, table 1.
tests::Sound parts(const std::vector<std::pair<double, double>>& list, int sample_rate) {
    tests::Sound sound{{}, sample_rate, 2};
    for (const auto& [seconds, level] : list)
        tests::append(sound, tests::sine(seconds, 1000, level, 2, sample_rate));
    return sound;
}

}  // namespace

TEST_CASE("the quick meter of the solve agrees with libebur128 to a thousandth of a LU") {
    for (const int rate : {8000, 22050, 44100, 48000, 96000}) {
        for (const int channels : {1, 2, 6}) {
            tests::Sound sound = tests::speech_like(9, -12, 3, channels, rate);
            tests::append(sound, tests::sine(4, 440, -30, channels, rate));
            tests::append(sound, tests::make_sound(
                                     3, channels, [](double) { return 0.0; }, rate));
            audio::Meter quick({rate, channels}, audio::Metering::integrated);
            audio::Meter reference({rate, channels}, audio::Metering::delivered);
            quick.push(sound.samples);
            reference.push(sound.samples);
            INFO(rate << " Hz, " << channels << " channels");
            CHECK(*quick.loudness().integrated_lufs ==
                  Approx(*reference.loudness().integrated_lufs).margin(0.001));
        }
    }
}

TEST_CASE("integrated loudness passes EBU Tech 3341 cases 1 to 5") {
    for (const int rate : {48000, 44100}) {
        INFO(rate << " Hz");
        CHECK(*measured(parts({{20, -23}}, rate)).integrated_lufs == Approx(-23).margin(0.1));
        CHECK(*measured(parts({{20, -33}}, rate)).integrated_lufs == Approx(-33).margin(0.1));
        CHECK(*measured(parts({{10, -36}, {60, -23}, {10, -36}}, rate)).integrated_lufs ==
              Approx(-23).margin(0.1));
        CHECK(
            *measured(parts({{10, -72}, {10, -36}, {60, -23}, {10, -36}, {10, -72}}, rate)).integrated_lufs ==
            Approx(-23).margin(0.1));
        CHECK(*measured(parts({{20, -26}, {20.1, -20}, {20, -26}}, rate)).integrated_lufs ==
              Approx(-23).margin(0.1));
    }
}

TEST_CASE("loudness range passes EBU Tech 3342 cases 1 and 2") {
    CHECK(*measured(parts({{20, -20}, {20, -30}}, 48000)).range_lu == Approx(10).margin(1));
    CHECK(*measured(parts({{20, -20}, {20, -15}}, 48000)).range_lu == Approx(5).margin(1));
}

TEST_CASE("momentary and short-term extremes are those of a steady tone in its parts") {
    const audio::Loudness l = measured(parts({{5, -30}, {5, -20}}, 48000));
    CHECK(*l.max_momentary_lufs == Approx(-20).margin(0.1));
    CHECK(*l.max_short_term_lufs == Approx(-20).margin(0.1));
    CHECK(*l.min_momentary_lufs == Approx(-30).margin(0.1));
    CHECK(*l.min_short_term_lufs == Approx(-30).margin(0.1));
}

TEST_CASE("the lowest momentary loudness counts from one second on, and short-term from three") {
    const audio::Loudness l = measured(parts({{0.5, -50}, {2.9, -20}}, 48000));
    CHECK(*l.min_momentary_lufs == Approx(-20).margin(0.1));
    CHECK(l.min_short_term_lufs);
    CHECK_FALSE(measured(parts({{2.5, -20}}, 48000)).min_short_term_lufs);
    CHECK_FALSE(measured(parts({{0.3, -20}}, 48000)).max_momentary_lufs);
}

TEST_CASE("the true peak lies between the samples, the sample peak on them") {
    // A quarter of the rate at 45°: every sample is at −3.01 dB of the wave's peak (Tech 3341, case 15).
    const tests::Sound sound = tests::make_sound(1, 2, [](double t) {
        return 0.5 * std::sin(3.14159265358979 / 2 * t * 48000 + 3.14159265358979 / 4);
    });
    const audio::Loudness l = measured(sound);
    CHECK(*l.true_peak_dbtp == Approx(-6.0).margin(0.4));
    CHECK(*l.sample_peak_dbfs == Approx(-9.03).margin(0.01));
}

TEST_CASE("silence has no figures") {
    const audio::Loudness l = measured(tests::make_sound(5, 2, [](double) { return 0.0; }));
    CHECK_FALSE(l.integrated_lufs);
    CHECK_FALSE(l.range_lu);
    CHECK_FALSE(l.true_peak_dbtp);
    CHECK_FALSE(l.sample_peak_dbfs);
    CHECK_FALSE(l.max_momentary_lufs);
}

TEST_CASE("one channel is 3 LU less than the same in two") {
    const double one = *measured(tests::sine(10, 1000, -20, 1)).integrated_lufs;
    const double two = *measured(tests::sine(10, 1000, -20, 2)).integrated_lufs;
    CHECK(two - one == Approx(3.01).margin(0.02));
}

TEST_CASE("the surrounds of 5.1 count 1.5 dB more and the low-frequency channel not at all") {
    const auto alone = [](std::size_t channel) {
        tests::Sound sound = tests::sine(5, 1000, -20, 6);
        for (std::size_t i = 0; i < sound.samples.size(); ++i) {
            if (i % 6 != channel) sound.samples[i] = 0;
        }
        return measured(sound);
    };
    CHECK(*alone(4).max_momentary_lufs - *alone(0).max_momentary_lufs == Approx(1.49).margin(0.02));
    CHECK(*alone(4).integrated_lufs - *alone(0).integrated_lufs == Approx(1.49).margin(0.02));
    CHECK_FALSE(alone(3).max_momentary_lufs);
    CHECK_FALSE(alone(3).integrated_lufs);
}

TEST_CASE("the figures do not depend on how the sound was cut") {
    const tests::Sound sound = tests::speech_like(4, -6);
    audio::Meter whole({48000, 2}, audio::Metering::full);
    tests::play(sound, whole, 1000000);
    audio::Meter cut({48000, 2}, audio::Metering::full);
    tests::play(sound, cut, 7);
    CHECK(*cut.loudness().integrated_lufs == *whole.loudness().integrated_lufs);
    CHECK(*cut.loudness().true_peak_dbtp == *whole.loudness().true_peak_dbtp);
    CHECK(*cut.loudness().max_momentary_lufs == *whole.loudness().max_momentary_lufs);
}
