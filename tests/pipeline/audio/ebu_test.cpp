// SPDX-License-Identifier: MIT
// The test signals of EBU Tech 3341 (v3 and v4) and EBU Tech 3342, table 1 of each, synthesised as the tables
// say. Left out are 3341's cases 7 and 8 and 3342's cases 5 and 6, which are recordings.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "pipeline/audio/meter/meter.h"
#include "tests/support/sound/stages.h"

using namespace cityfm;

namespace {

constexpr double silent = -std::numeric_limits<double>::infinity();

/// A part of a signal: a tone of 1 kHz, its peak in dBFS.
struct Part {
    double seconds;
    double dbfs;
};

/// The parts one after another, in phase in both channels.
tests::Sound tones(const std::vector<Part>& parts, int rate) {
    tests::Sound sound{{}, rate, 2};
    for (const Part& part : parts) tests::append(sound, tests::sine(part.seconds, 1000, part.dbfs, 2, rate));
    return sound;
}

tests::Sound repeated(const std::vector<Part>& parts, int times, int rate) {
    tests::Sound sound{{}, rate, 2};
    for (int i = 0; i < times; ++i) tests::append(sound, tones(parts, rate));
    return sound;
}

/// 20 s of 1 kHz with a peak in dBFS for each channel.
tests::Sound surround(const std::vector<double>& dbfs, int rate) {
    tests::Sound sound = tests::sine(20, 1000, 0, static_cast<int>(dbfs.size()), rate);
    for (std::size_t i = 0; i < sound.samples.size(); ++i)
        sound.samples[i] *= static_cast<float>(audio::from_db(dbfs[i % dbfs.size()]));
    return sound;
}

/// Fades in and out over 10 ms.
double taper(double t, double seconds) {
    return std::clamp(std::min(t, seconds - t) / 0.01, 0.0, 1.0);
}

double sine_of(double hertz, double t, double degrees = 0) {
    return std::sin(2 * std::numbers::pi * (hertz * t + degrees / 360));
}

/// A tapered sine of the rate's `divisor`-th part.
tests::Sound fraction_tone(int rate, int divisor, double amplitude, double degrees) {
    constexpr double seconds = 0.5;
    const double hertz = static_cast<double>(rate) / divisor;
    return tests::make_sound(
        seconds, 2, [=](double t) { return amplitude * taper(t, seconds) * sine_of(hertz, t, degrees); },
        rate);
}

/// Low-passes one channel at 0.475 of the new rate and takes every fourth sample from `offset` on, in stereo.
tests::Sound decimated(const tests::Sound& fine, std::int64_t offset) {
    constexpr std::int64_t reach = 128;
    constexpr double cutoff = 0.475 / 2;  // as a part of half the old rate
    std::vector<double> taps;
    for (std::int64_t i = -reach; i <= reach; ++i) {
        const double x = std::numbers::pi * static_cast<double>(i);
        const double blackman = 0.42 + 0.5 * std::cos(x / reach) + 0.08 * std::cos(2 * x / reach);
        taps.push_back(blackman * (i == 0 ? cutoff : std::sin(cutoff * x) / x));
    }
    tests::Sound sound{{}, fine.sample_rate / 4, 2};
    for (std::int64_t at = offset; at < fine.frames(); at += 4) {
        double sum = 0;
        const std::int64_t end = std::min(fine.frames(), at + reach + 1);
        for (std::int64_t i = std::max<std::int64_t>(0, at - reach); i < end; ++i) {
            sum += taps[static_cast<std::size_t>(i - at + reach)] *
                   static_cast<double>(fine.samples[static_cast<std::size_t>(i)]);
        }
        sound.samples.insert(sound.samples.end(), 2, static_cast<float>(sum));
    }
    return sound;
}

/// A sine of rate/6 with one period of rate/4 of twice its amplitude, 1, let in at a zero crossing.
tests::Sound burst(int rate, int offset) {
    constexpr double seconds = 0.05;
    const double begin = 1200.0 / rate;  // 200 periods of rate/6
    const double end = begin + 4.0 / rate;
    const auto wave = [=](double t) {
        if (t < begin) return 0.5 * sine_of(rate / 6.0, t - begin);
        if (t < end) return sine_of(rate / 4.0, t - begin);
        return 0.5 * sine_of(rate / 6.0, t - end);
    };
    const tests::Sound fine = tests::make_sound(
        seconds, 1, [=](double t) { return taper(t, seconds) * wave(t); }, 4 * rate);
    return decimated(fine, offset);
}

audio::Loudness measured(const tests::Sound& sound) {
    audio::Meter meter({sound.sample_rate, sound.channels});
    tests::play(sound, meter, 1000);
    return meter.loudness();
}

Approx lufs(double value) {
    return Approx(value).margin(0.1);
}

void check_true_peak(const tests::Sound& sound, double dbtp) {
    const double measured_dbtp = measured(sound).true_peak_dbtp.value();
    CHECK(measured_dbtp >= dbtp - 0.4);
    CHECK(measured_dbtp <= dbtp + 0.2);
}

}  // namespace

TEST_CASE("every loudness of a steady tone passes EBU Tech 3341 cases 1 and 2") {
    for (const int rate : {48000, 44100}) {
        for (const double level : {-23.0, -33.0}) {
            INFO(rate << " Hz, " << level << " dBFS");
            const audio::Loudness l = measured(tones({{20, level}}, rate));
            CHECK(l.integrated_lufs.value() == lufs(level));
            CHECK(l.max_momentary_lufs.value() == lufs(level));
            CHECK(l.min_momentary_lufs.value() == lufs(level));
            CHECK(l.max_short_term_lufs.value() == lufs(level));
            CHECK(l.min_short_term_lufs.value() == lufs(level));
        }
    }
}

TEST_CASE("integrated loudness is gated as EBU Tech 3341 cases 3 to 5 ask") {
    const std::vector<Part> case_3{{10, -36}, {60, -23}, {10, -36}};
    const std::vector<Part> case_4{{10, -72}, {10, -36}, {60, -23}, {10, -36}, {10, -72}};
    const std::vector<Part> case_5{{20, -26}, {20.1, -20}, {20, -26}};
    for (const int rate : {48000, 44100}) {
        INFO(rate << " Hz");
        CHECK(measured(tones(case_3, rate)).integrated_lufs.value() == lufs(-23));
        CHECK(measured(tones(case_4, rate)).integrated_lufs.value() == lufs(-23));
        CHECK(measured(tones(case_5, rate)).integrated_lufs.value() == lufs(-23));
    }
}

TEST_CASE("every loudness weighs the channels of 5.0 and 5.1 as EBU Tech 3341 case 6 asks") {
    for (const int rate : {48000, 44100}) {
        const tests::Sound five = surround({-28, -28, -24, -30, -30}, rate);
        const tests::Sound six = surround({-28, -28, -24, silent, -30, -30}, rate);
        for (const tests::Sound& sound : {five, six}) {
            INFO(rate << " Hz, " << sound.channels << " channels");
            const audio::Loudness l = measured(sound);
            CHECK(l.integrated_lufs.value() == lufs(-23));
            CHECK(l.max_momentary_lufs.value() == lufs(-23));
            CHECK(l.max_short_term_lufs.value() == lufs(-23));
        }
    }
}

TEST_CASE("short-term loudness is constant over a change every 3 s: EBU Tech 3341 case 9") {
    for (const int rate : {48000, 44100}) {
        INFO(rate << " Hz");
        const audio::Loudness l = measured(repeated({{1.34, -20}, {1.66, -30}}, 5, rate));
        CHECK(l.max_short_term_lufs.value() == lufs(-23));
        CHECK(l.min_short_term_lufs.value() == lufs(-23));
    }
}

TEST_CASE("short-term loudness finds 3 s of tone wherever they begin: EBU Tech 3341 case 10") {
    for (const int rate : {48000, 44100}) {
        for (int i = 0; i < 20; ++i) {
            INFO(rate << " Hz, file " << i);
            const audio::Loudness l = measured(tones({{i * 0.15, silent}, {3, -23}, {1, silent}}, rate));
            CHECK(l.max_short_term_lufs.value() == lufs(-23));
        }
    }
}

TEST_CASE("short-term loudness follows tones that rise by 1 dB: EBU Tech 3341 case 11") {
    for (const int rate : {48000, 44100}) {
        audio::Meter meter({rate, 2});
        for (int i = 0; i < 20; ++i) {
            INFO(rate << " Hz, tone " << i);
            const double level = -38 + i;
            const double before = i * 0.15;
            meter.push(tones({{before, silent}, {3, level}, {3 - before, silent}}, rate).samples);
            CHECK(meter.loudness().max_short_term_lufs.value() == lufs(level));
        }
    }
}

TEST_CASE("momentary loudness is constant over a change every 400 ms: EBU Tech 3341 case 12") {
    for (const int rate : {48000, 44100}) {
        INFO(rate << " Hz");
        const audio::Loudness l = measured(repeated({{0.18, -20}, {0.22, -30}}, 25, rate));
        CHECK(l.max_momentary_lufs.value() == lufs(-23));
        CHECK(l.min_momentary_lufs.value() == lufs(-23));
    }
}

TEST_CASE("momentary loudness finds 400 ms of tone wherever they begin: EBU Tech 3341 case 13") {
    for (const int rate : {48000, 44100}) {
        for (int i = 0; i < 20; ++i) {
            INFO(rate << " Hz, file " << i);
            const audio::Loudness l = measured(tones({{i * 0.02, silent}, {0.4, -23}, {1, silent}}, rate));
            CHECK(l.max_momentary_lufs.value() == lufs(-23));
        }
    }
}

TEST_CASE("momentary loudness follows tones that rise by 1 dB: EBU Tech 3341 case 14") {
    for (const int rate : {48000, 44100}) {
        audio::Meter meter({rate, 2});
        for (int i = 0; i < 20; ++i) {
            INFO(rate << " Hz, tone " << i);
            const double level = -38 + i;
            const double before = i * 0.02;
            meter.push(tones({{before, silent}, {0.4, level}, {0.4 - before, silent}}, rate).samples);
            CHECK(meter.loudness().max_momentary_lufs.value() == lufs(level));
        }
    }
}

TEST_CASE("true peak passes EBU Tech 3341 cases 15 to 19") {
    struct Case {
        int number;
        int divisor;
        double amplitude;
        double degrees;
        double dbtp;
    };
    const std::vector<Case> cases{
        {15, 4, 0.50, 0, -6},    {16, 4, 0.50, 45, -6}, {17, 6, 0.50, 60, -6},
        {18, 8, 0.50, 67.5, -6}, {19, 4, 1.41, 45, 3},
    };
    for (const int rate : {48000, 44100}) {
        for (const Case& c : cases) {
            INFO(rate << " Hz, case " << c.number);
            check_true_peak(fraction_tone(rate, c.divisor, c.amplitude, c.degrees), c.dbtp);
        }
    }
}

TEST_CASE("true peak finds a burst at any offset to the samples: EBU Tech 3341 cases 20 to 23") {
    for (const int rate : {48000, 44100}) {
        for (int offset = 0; offset < 4; ++offset) {
            INFO(rate << " Hz, offset " << offset);
            check_true_peak(burst(rate, offset), 0);
        }
    }
}

TEST_CASE("loudness range passes EBU Tech 3342 cases 1 to 4") {
    for (const int rate : {48000, 44100}) {
        INFO(rate << " Hz");
        const auto range_lu = [rate](const std::vector<Part>& parts) {
            return measured(tones(parts, rate)).range_lu.value();
        };
        CHECK(range_lu({{20, -20}, {20, -30}}) == Approx(10).margin(1));
        CHECK(range_lu({{20, -20}, {20, -15}}) == Approx(5).margin(1));
        CHECK(range_lu({{20, -40}, {20, -20}}) == Approx(20).margin(1));
        CHECK(range_lu({{20, -50}, {20, -35}, {20, -20}, {20, -35}, {20, -50}}) == Approx(15).margin(1));
    }
}
