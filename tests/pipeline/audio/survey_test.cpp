// SPDX-License-Identifier: MIT
#include "pipeline/audio/listen/survey.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "pipeline/audio/stages/high_pass.h"
#include "tests/support/files.h"
#include "tests/support/sound/signals.h"
#include "tests/support/sound/stages.h"

using namespace cityfm;
using audio::ChannelFix;
using audio::Use;
using core::Code;

namespace {

audio::Survey surveyed(const tests::Sound& sound) {
    const tests::TempFolder folder;
    tests::write_wav(folder / "in.wav", sound);
    return audio::survey(folder / "in.wav");
}

tests::Sound voice(double seconds = 20, double peak_dbfs = -12, int channels = 2) {
    return tests::speech_like(seconds, peak_dbfs, 3, channels);
}

template <class Change>
tests::Sound each_frame(tests::Sound sound, const Change& change) {
    for (std::size_t i = 0; i + 1 < sound.samples.size(); i += 2)
        change(sound.samples[i], sound.samples[i + 1]);
    return sound;
}

std::vector<Code> codes_in(const audio::Survey& survey, const Use& use) {
    std::vector<Code> codes;
    for (const core::Finding& finding : audio::findings_in("voice.wav", survey, use))
        codes.push_back(finding.code);
    return codes;
}

const Use stereo{.target_lufs = -16, .ceiling_dbtp = -2.5};
const Use mono{.channels = 1, .target_lufs = -19, .ceiling_dbtp = -2.5};
const Use archive{.as_recorded = true};

}  // namespace

TEST_CASE("a good recording has nothing to be said about it") {
    for (const int channels : {1, 2}) {
        const audio::Survey survey = surveyed(voice(20, -12, channels));
        CHECK(codes_in(survey, stereo).empty());
        CHECK(codes_in(survey, mono).empty());
        CHECK(audio::fix_for(survey, stereo) == ChannelFix::none);
    }
}

TEST_CASE("a channel without sound is filled from the other, except where the sound stays as recorded") {
    const bool left = GENERATE(true, false);
    // The other side hears noise, and what a loose plug lets through.
    const audio::Survey survey =
        surveyed(each_frame(voice(), [&](float& l, float& r) { (left ? r : l) *= 0.005F; }));
    REQUIRE(survey.dead_channel);
    CHECK(*survey.dead_channel == (left ? 1 : 0));
    const ChannelFix filled = left ? ChannelFix::left_to_both : ChannelFix::right_to_both;
    CHECK(audio::fix_for(survey, stereo) == filled);
    CHECK(audio::fix_for(survey, mono) == filled);
    CHECK(audio::fix_for(survey, archive) == ChannelFix::none);
    CHECK(audio::fix_for(survey, Use{.fix = "none"}) == ChannelFix::none);
    CHECK(codes_in(survey, stereo) == std::vector{Code::channel_dead});
    CHECK(codes_in(survey, archive) == std::vector{Code::channel_dead_kept});
    CHECK(codes_in(survey, Use{.fix = "none"}).empty());
}

TEST_CASE("an inverted channel is told, and turned where both become one") {
    const audio::Survey survey = surveyed(each_frame(voice(), [](float&, float& r) { r = -0.8F * r; }));
    CHECK(survey.inverted);
    // Of (1 − 0.8) / 2 against the mean of both energies.
    CHECK(survey.one_loudspeaker_db == Approx(10 * std::log10(0.1 * 0.1 / ((1 + 0.64) / 2))).margin(0.1));
    CHECK(audio::fix_for(survey, stereo) == ChannelFix::none);
    CHECK(audio::fix_for(survey, mono) == ChannelFix::invert_right);
    CHECK(audio::fix_for(survey, Use{.fix = "invert-left"}) == ChannelFix::invert_left);
    CHECK(codes_in(survey, stereo) == std::vector{Code::channel_inverted});
    CHECK(codes_in(survey, mono) == std::vector{Code::channel_turned});
}

TEST_CASE("two different voices left and right are neither dead nor inverted") {
    tests::Sound sound = voice();
    const tests::Sound other = tests::speech_like(20, -20, 8);
    for (std::size_t i = 1; i < sound.samples.size(); i += 2) sound.samples[i] = other.samples[i];
    const audio::Survey survey = surveyed(sound);
    CHECK_FALSE(survey.dead_channel);
    CHECK_FALSE(survey.inverted);
}

TEST_CASE("a fix of channels needs two of them") {
    const audio::Survey survey = surveyed(voice(20, -12, 1));
    CHECK(codes_in(survey, Use{.fix = "invert-right"}) == std::vector{Code::fix_needs_two_channels});
}

TEST_CASE("a constant offset is measured, and taken out by the high-pass with nothing else") {
    const audio::Survey survey = surveyed(each_frame(voice(20, -18), [](float& l, float& r) {
        l += 0.2F;
        r += 0.2F;
    }));
    CHECK(survey.offset == Approx(0.2).margin(0.005));
    CHECK(codes_in(survey, stereo) == std::vector{Code::sound_has_dc});

    tests::Collector end;
    audio::HighPass filter(end, 1);
    tests::play(tests::make_sound(
                    2, 1, [](double t) { return 0.2 + 0.5 * std::sin(2 * std::numbers::pi * 200 * t); }),
                filter, 1024);
    double sum = 0;
    float most = 0;
    for (std::size_t i = 48000; i < end.samples.size(); ++i) {
        sum += end.samples[i];
        most = std::max(most, std::abs(end.samples[i]));
    }
    CHECK(sum / 48000 == Approx(0).margin(1e-4));
    CHECK(20 * std::log10(most / 0.5F) == Approx(0).margin(0.01));
}

TEST_CASE("the high-pass is 3 dB down at 20 Hz and falls by 12 dB an octave") {
    for (const auto& [hertz, db] : {std::pair(20.0, -3.01), {10.0, -12.3}, {5.0, -24.1}, {80.0, -0.017}}) {
        tests::Collector end;
        audio::HighPass filter(end, 1);
        tests::play(tests::sine(8, hertz, 0, 1), filter, 4096);
        double squares = 0;
        for (std::size_t i = end.samples.size() / 2; i < end.samples.size(); ++i)
            squares += static_cast<double>(end.samples[i]) * end.samples[i];
        INFO(hertz << " Hz");
        CHECK(10 * std::log10(4 * squares / static_cast<double>(end.samples.size())) ==
              Approx(db).margin(0.05));
    }
}

TEST_CASE("silence at the ends is measured to the tenth, and a click is no beginning") {
    tests::Sound sound = tests::make_sound(12, 2, [](double) { return 0.0; });
    sound.samples[96000] = 0.5F;
    tests::append(sound, voice(20));
    tests::append(sound, tests::make_sound(8, 2, [](double) { return 0.0; }));
    const audio::Survey survey = surveyed(sound);
    CHECK(survey.silent_start_seconds == Approx(12).margin(0.6));
    CHECK(survey.silent_end_seconds == Approx(8).margin(0.6));
    const auto codes = codes_in(survey, archive);
    CHECK(codes == std::vector{Code::silent_start, Code::silent_end});
}

TEST_CASE("a channel that is inverted only in places is no silence in one channel") {
    for (const auto& [from, to] : {std::pair{6.0, 20.0}, {0.0, 14.0}, {8.0, 12.0}}) {
        INFO(from << " to " << to);
        double at = 0;
        const audio::Survey survey =
            surveyed(each_frame(voice(20, -20), [&, from = from, to = to](float& l, float& r) {
                r = at >= from && at < to ? -l : l;
                at += 1.0 / 48000;
            }));
        CHECK(survey.partly_inverted);
        CHECK_FALSE(survey.inverted);
        CHECK(fix_for(survey, mono) == audio::ChannelFix::left_to_both);
        CHECK(codes_in(survey, mono) == std::vector{Code::channel_turned});
    }
    const audio::Survey whole = surveyed(each_frame(voice(20, -20), [](float& l, float& r) { r = -l; }));
    CHECK(whole.inverted);
    CHECK_FALSE(whole.partly_inverted);
}

TEST_CASE("a wave that is cut off flat is counted, whatever its level") {
    for (const float level : {1.0F, 0.7F}) {
        const audio::Survey survey = surveyed(each_frame(voice(20, 6), [&](float& l, float& r) {
            l = std::clamp(l, -1.0F, 1.0F) * level;
            r = l;
        }));
        CHECK(survey.clipped > 100);
        const auto codes = codes_in(survey, archive);
        CHECK(codes == std::vector{Code::sound_clips});
    }
    CHECK(surveyed(voice(20, 0)).clipped == 0);
}

TEST_CASE("the flat tops of coarse samples are no overdriven recording") {
    const audio::Survey survey = surveyed(each_frame(voice(20, -1), [](float& l, float& r) {
        l = std::round(l * 32) / 32;
        r = l;
    }));
    CHECK(survey.clipped < 10);
}

TEST_CASE("a silent recording, and one without a whole block, are told of before anything is made") {
    audio::Survey survey = surveyed(each_frame(voice(5, -20), [](float& l, float& r) { l = r = 0; }));
    CHECK(codes_in(survey, archive) == std::vector{Code::silent});
    survey.reading = {0.2, 0.2, {}, 0};
    CHECK(codes_in(survey, archive) == std::vector{Code::sound_too_short});
}

TEST_CASE("voices that are far apart are told with their places, and noise is no voice") {
    tests::Sound sound = voice(30, -12);
    tests::append(sound, voice(30, -30));
    const audio::Survey survey = surveyed(sound);
    CHECK(survey.voices_gap_lu == Approx(18).margin(2));
    CHECK(survey.loud_at_seconds < 25);
    CHECK(survey.quiet_at_seconds >= 25);
    const auto codes = codes_in(survey, archive);
    CHECK(codes == std::vector{Code::voices_far_apart});
    tests::Sound pause = voice(30, -12);
    unsigned seed = 1;
    tests::append(pause, tests::make_sound(30, 2, [&](double) {
                      seed = seed * 1664525U + 1013904223U;
                      return 0.01 * (static_cast<double>(seed >> 16U) / 32768 - 1);
                  }));
    CHECK(surveyed(pause).voices_gap_lu < 6);
}

TEST_CASE("single knocks are told with their places, loud parts with what a limiter would have to do") {
    tests::Sound knocks = voice(30, -34);
    for (const std::size_t second : {5U, 20U}) {
        for (std::size_t i = 0; i < 2400; ++i) {
            const double t = static_cast<double>(i / 2) / 48000;
            knocks.samples[second * 96000 + i] +=
                static_cast<float>(0.9 * std::exp(-200 * t) * std::sin(2 * std::numbers::pi * 120 * t));
        }
    }
    const audio::Survey rare = surveyed(knocks);
    REQUIRE(rare.peak_seconds.size() == 2);
    CHECK(rare.peak_seconds[0] == Approx(5).margin(0.1));
    CHECK(rare.peak_seconds[1] == Approx(20).margin(0.1));
    CHECK(codes_in(rare, stereo) == std::vector{Code::peaks_far_above});
    tests::Sound often = voice(30, -34);
    for (std::size_t i = 0; i < often.samples.size(); i += 4800) often.samples[i] = 0.9F;
    CHECK(codes_in(surveyed(often), stereo) == std::vector{Code::too_far_below_peaks});
}
