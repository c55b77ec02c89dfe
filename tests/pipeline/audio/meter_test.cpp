// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter/meter.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "pipeline/audio/meter/gated_loudness.h"
#include "tests/support/sound/stages.h"
#include "tests/support/sound/yardstick.h"

using namespace cityfm;

namespace {

audio::Loudness measured(const tests::Sound& sound) {
    audio::Meter meter({sound.sample_rate, sound.channels});
    tests::play(sound, meter, 1000);
    return meter.loudness();
}

/// Parts of a 1 kHz sine, in seconds and dBFS, one after another.
tests::Sound parts(const std::vector<std::pair<double, double>>& list) {
    tests::Sound sound;
    for (const auto& [seconds, level] : list) tests::append(sound, tests::sine(seconds, 1000, level));
    return sound;
}

}  // namespace

TEST_CASE("integrated loudness and range are libebur128's to a millionth of a LU") {
    for (const int rate : {8000, 22050, 44100, 48000, 96000, 192000}) {
        for (const int channels : {1, 2, 5, 6}) {
            tests::Sound sound = tests::speech_like(9, -12, 3, channels, rate);
            tests::append(sound, tests::sine(4, 440, -30, channels, rate));
            tests::append(sound, tests::make_sound(
                                     3, channels, [](double) { return 0.0; }, rate));
            tests::append(sound, tests::speech_like(7, -25, 5, channels, rate));
            const audio::Loudness ours = measured(sound);
            const tests::Yardstick reference = tests::by_libebur128(sound);
            INFO(rate << " Hz, " << channels << " channels");
            CHECK(*ours.integrated_lufs == Approx(*reference.integrated_lufs).margin(1e-6));
            CHECK(*ours.range_lu == Approx(*reference.range_lu).margin(1e-6));
        }
    }
}

TEST_CASE("a channel for two loudspeakers counts as libebur128's dual mono") {
    const tests::Sound sound = tests::speech_like(9, -12, 3, 1);
    audio::Meter meter({48000, 1}, {.dual_mono = true});
    meter.push(sound.samples);
    CHECK(*meter.loudness().integrated_lufs ==
          Approx(*tests::by_libebur128(sound, true).integrated_lufs).margin(1e-6));
}

TEST_CASE("what lies under −70 LUFS does not count, however much of it there is") {
    // Without the absolute gate the relative one would follow the noise down and let it in.
    const auto tenths = [](double lufs, std::size_t count) {
        return std::vector<double>(count, std::pow(10.0, (lufs + 0.691) / 10));
    };
    std::vector<double> sound = tenths(-65, 100);
    const std::vector<double> faint = tenths(-72, 10000);
    sound.insert(sound.end(), faint.begin(), faint.end());
    CHECK(*audio::integrated_lufs(sound) == Approx(-65).margin(0.1));
    CHECK(audio::range_lu(sound) == Approx(0).margin(2));
    CHECK_FALSE(audio::integrated_lufs(tenths(-70.1, 100)));
    CHECK(audio::integrated_lufs(tenths(-69.9, 100)));
}

TEST_CASE("a range needs three seconds, and silence has none") {
    CHECK(audio::range_lu(std::vector<double>(29, 0.1)) == 0);
    CHECK(audio::range_lu(std::vector<double>(100, 0.0)) == 0);
    CHECK_FALSE(audio::integrated_lufs(std::vector<double>(3, 0.1)));
}

TEST_CASE("momentary and short-term extremes are those of a steady tone in its parts") {
    const audio::Loudness l = measured(parts({{5, -30}, {5, -20}}));
    CHECK(*l.max_momentary_lufs == Approx(-20).margin(0.1));
    CHECK(*l.max_short_term_lufs == Approx(-20).margin(0.1));
    CHECK(*l.min_momentary_lufs == Approx(-30).margin(0.1));
    CHECK(*l.min_short_term_lufs == Approx(-30).margin(0.1));
}

TEST_CASE("the lowest momentary loudness counts from one second on, and short-term from three") {
    const audio::Loudness l = measured(parts({{0.5, -50}, {2.9, -20}}));
    CHECK(*l.min_momentary_lufs == Approx(-20).margin(0.1));
    CHECK(l.min_short_term_lufs);
    CHECK_FALSE(measured(parts({{2.5, -20}})).min_short_term_lufs);
    CHECK_FALSE(measured(parts({{0.3, -20}})).max_momentary_lufs);
}

TEST_CASE("the true peak lies between the samples, the sample peak on them") {
    // A quarter of the rate at 45°: every sample is at −3.01 dB of the wave's peak (Tech 3341, case 16).
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
    audio::Meter whole({48000, 2});
    tests::play(sound, whole, 1000000);
    for (const std::size_t frames : {1U, 2U, 3U, 5U, 7U, 17U, 511U, 997U, 4096U}) {
        INFO("blocks of " << frames);
        audio::Meter cut({48000, 2});
        tests::play(sound, cut, frames);
        CHECK(cut.tenths() == whole.tenths());
        CHECK(*cut.loudness().integrated_lufs == *whole.loudness().integrated_lufs);
        CHECK(*cut.loudness().range_lu == *whole.loudness().range_lu);
        CHECK(*cut.loudness().true_peak_dbtp == *whole.loudness().true_peak_dbtp);
        CHECK(*cut.loudness().max_momentary_lufs == *whole.loudness().max_momentary_lufs);
        CHECK(*cut.loudness().max_short_term_lufs == *whole.loudness().max_short_term_lufs);
    }
}
