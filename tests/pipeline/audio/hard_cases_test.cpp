// SPDX-License-Identifier: MIT
// Eight recordings that are hard to bring to −16 LUFS under −1 dBTP, and one that cannot be: made by the
// tests, delivered as MP3, AAC and Opus, decoded again by FFmpeg and measured by libebur128.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "pipeline/audio/deliver/encode.h"
#include "pipeline/audio/meter/loudness.h"
#include "pipeline/av/reader.h"
#include "pipeline/core/error.h"
#include "pipeline/production/plan.h"
#include "tests/support/files.h"
#include "tests/support/sound/hands.h"
#include "tests/support/sound/yardstick.h"

using namespace cityfm;
using tests::Sound;

namespace {

constexpr double seconds = 20;

void scale(Sound& sound, double gain_db, std::int64_t from = 0, std::int64_t to = INT64_MAX) {
    const auto factor = static_cast<float>(audio::from_db(gain_db));
    const auto first = static_cast<std::size_t>(from * sound.channels);
    const auto last = std::min(sound.samples.size(), static_cast<std::size_t>(std::min(to, sound.frames())) *
                                                         static_cast<std::size_t>(sound.channels));
    for (std::size_t i = first; i < last; ++i) sound.samples[i] *= factor;
}

/// Brings a sound to an integrated loudness.
Sound at(Sound sound, double lufs) {
    scale(sound, lufs - *tests::by_libebur128(sound).integrated_lufs);
    return sound;
}

/// Voice-like: a buzz of 120 Hz through two formants, in syllables with pauses; its peaks lie some 15 dB over
/// its loudness.
Sound voice(double length, unsigned seed, int channels = 2, int rate = 48000) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> any(0, 1);
    double until = 0;
    double level = 0;
    double pitch = 120;
    double phase = 0;
    double first = 500;
    double second = 1500;
    double y1 = 0;
    double y2 = 0;
    double z1 = 0;
    double z2 = 0;
    return tests::make_sound(
        length, channels,
        [=](double t) mutable {
            if (t >= until) {
                until = t + 0.08 + 0.2 * any(random);
                level = any(random) < 0.2 ? 0 : 0.3 + 0.7 * any(random);
                pitch = 100 + 80 * any(random);
                first = 300 + 500 * any(random);
                second = 1000 + 1500 * any(random);
            }
            phase += pitch / rate;
            const double pulse = phase >= 1 ? 1 : 0;
            phase -= std::floor(phase);
            const double excited = pulse + 0.02 * (any(random) - 0.5);
            const auto resonate = [&](double x, double hertz, double& a, double& b) {
                const double r = 0.98;
                const double out = x + 2 * r * std::cos(2 * std::numbers::pi * hertz / rate) * a - r * r * b;
                b = a;
                a = out;
                return out;
            };
            return level * 0.05 *
                   (resonate(excited, first, y1, y2) + 0.5 * resonate(excited, second, z1, z2));
        },
        rate);
}

Sound with_clicks(Sound sound, double peak_dbfs) {
    const auto peak = static_cast<float>(audio::from_db(peak_dbfs));
    for (std::int64_t frame = 24000; frame + 20 < sound.frames(); frame += 96000) {
        for (std::int64_t i = 0; i < 12; ++i) {
            for (int channel = 0; channel < sound.channels; ++channel)
                sound.samples[static_cast<std::size_t>((frame + i) * sound.channels + channel)] =
                    i % 4 < 2 ? peak : -peak;
        }
    }
    return sound;
}

struct Case {
    const char* name;
    Sound recording;
};

std::vector<Case> hard_cases() {
    std::vector<Case> cases;
    cases.push_back({"very quiet: +30 dB", at(voice(seconds, 1), -46)});
    cases.push_back(
        {"clicks that peak 20 dB over the loudness", with_clicks(at(voice(seconds, 2), -30), -10)});
    Sound clipped = at(voice(seconds, 3), -3);
    for (float& x : clipped.samples) x = std::clamp(x, -1.0F, 1.0F);
    cases.push_back({"hard-clipped and loud", clipped});
    cases.push_back({"mono", at(voice(seconds, 4, 1), -24)});
    cases.push_back({"44.1 kHz", at(voice(seconds, 5, 2, 44100), -26)});
    Sound silences = at(voice(6, 6), -20);
    tests::append(silences, tests::make_sound(12, 2, [](double) { return 0.0; }));
    tests::append(silences, at(voice(6, 7), -28));
    cases.push_back({"long silences", silences});
    Sound two = at(voice(seconds / 2, 8), -18);
    tests::append(two, at(voice(seconds / 2, 9), -38));
    cases.push_back({"two speakers 20 dB apart", two});
    Sound music = tests::make_sound(seconds, 2, [](double t) {
        double sum = 0;
        for (const double hertz : {220.0, 277.2, 329.6, 440.0, 1760.0})
            sum += 0.2 * std::sin(2 * std::numbers::pi * hertz * t) *
                   std::exp(-3 * std::fmod(t * hertz / 110, 1));
        return sum;
    });
    const Sound speech = at(voice(seconds, 10), -22);
    music = at(music, -24);
    for (std::size_t i = 0; i < music.samples.size(); ++i) music.samples[i] += speech.samples[i];
    cases.push_back({"music with speech", music});
    return cases;
}

model::Preset all_formats() {
    model::Preset preset;
    preset.target_lufs = -16;
    preset.ceiling_dbtp = -1;
    preset.renditions = {{"mp3", "mp3", 128}, {"m4a", "m4a", 128}, {"opus", "opus", 64}};
    return preset;
}

Sound decoded(const std::filesystem::path& path, std::int64_t most_frames) {
    av::Reader reader(path);
    Sound sound{{}, 48000, 2};
    for (auto block = reader.read(); !block.empty(); block = reader.read())
        sound.samples.insert(sound.samples.end(), block.begin(), block.end());
    sound.samples.resize(std::min(sound.samples.size(), static_cast<std::size_t>(2 * most_frames)));
    return sound;
}

audio::Master mastered(const Sound& recording, const tests::TempFolder& folder, const audio::Job& job) {
    tests::write_wav(folder / "in.wav", recording);
    const audio::Programme programme =
        audio::assemble(folder / "in.wav", {.high_pass = false}, folder / "programme", job);
    return audio::make_master(programme, folder / "programme", production::master_goal(all_formats()),
                              folder / "master", job);
}

}  // namespace

TEST_CASE("of eight hard recordings in three formats, 24 files of 24 keep the promise") {
    tests::Hands hands;
    int kept = 0;
    for (const Case& hard : hard_cases()) {
        const tests::TempFolder folder;
        const audio::Master master = mastered(hard.recording, folder, hands.job);
        for (const model::RenditionSpec& spec : all_formats().renditions) {
            const audio::Encoded encoded =
                audio::encode(master, folder / "master", spec, {-16, -1, false}, folder / spec.id, hands.job);
            const Sound heard = decoded(folder / spec.id, master.frames);
            const tests::Yardstick figures = tests::by_libebur128(heard);
            INFO(hard.name << ", " << spec.format << ", " << encoded.encodes << " encodes, limiter "
                           << audio::limiter_work_db(master.limiter_gains) << " dB");
            CHECK(*figures.integrated_lufs == Approx(-16).margin(0.1));
            CHECK(audio::to_db(figures.true_peak) <= -1);
            CHECK(heard.frames() == master.frames);
            // What a release would say is what libebur128 says.
            CHECK(*encoded.loudness.integrated_lufs == Approx(*figures.integrated_lufs).margin(1e-6));
            CHECK(*encoded.loudness.true_peak_dbtp == audio::to_db(figures.true_peak));
            CHECK(*encoded.loudness.range_lu == Approx(*figures.range_lu).margin(1e-6));
            kept += std::abs(*figures.integrated_lufs + 16) <= 0.1 && audio::to_db(figures.true_peak) <= -1;
        }
    }
    CHECK(kept == 24);
}

TEST_CASE("a recording whose clicks would cost the limiter more than its cap is refused with the figures") {
    const tests::TempFolder folder;
    tests::Hands hands;
    try {
        mastered(with_clicks(at(voice(seconds, 2), -40), -1), folder, hands.job);
        FAIL("a target out of reach was promised");
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::limiter_over_cap);
        CHECK(std::stod(core::arg(error.args, "work")) > 12);
        CHECK(core::arg(error.args, "cap") == "12");
    }
}
