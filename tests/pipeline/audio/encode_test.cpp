// SPDX-License-Identifier: MIT
#include "pipeline/audio/deliver/encode.h"

#include <catch2/catch.hpp>

#include "pipeline/audio/deliver/encodings.h"
#include "pipeline/audio/meter/loudness.h"
#include "pipeline/audio/spill.h"
#include "pipeline/av/writer.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "tests/support/files.h"
#include "tests/support/sound/hands.h"
#include "tests/support/sound/spilled.h"
#include "tests/support/sound/stages.h"

using namespace cityfm;

namespace {

audio::Master spill(const tests::Sound& sound, const std::filesystem::path& path) {
    tests::spilled(sound, path);
    audio::Master master;
    master.frames = sound.frames();
    master.channels = sound.channels;
    return master;
}

const model::RenditionSpec mp3{"mp3", "mp3", 128};
const model::RenditionSpec opus{"opus", "opus", 64};
const model::RenditionSpec m4a{"m4a", "m4a", 128};
const model::RenditionSpec flac{"flac", "flac", 0, 24};
const model::RenditionSpec wav{"wav", "wav", 0, 16};

}  // namespace

TEST_CASE("an encoded file decodes to as many frames as were fed, whatever the length") {
    tests::Hands hands;
    for (const std::int64_t frames : {1, 100, 959, 960, 1151, 1152, 1153, 48000, 100003}) {
        for (const model::RenditionSpec& spec : {mp3, m4a, opus, flac, wav}) {
            INFO(spec.format << ", " << frames << " frames");
            // MP4 counts in milliseconds at its outermost: a shorter sound is none.
            if (spec.format == "m4a" && frames < 48) continue;
            const tests::TempFolder folder;
            tests::Sound sound = tests::speech_like(2.2, -6);
            sound.samples.resize(static_cast<std::size_t>(frames) * 2);
            const audio::Master master = spill(sound, folder / "master");
            CHECK(audio::encode(master, folder / "master", spec, {}, folder / "out", hands.job).frames ==
                  frames);
        }
    }
}

TEST_CASE("an encoded file is as loud as the master, although LAME turns its input down") {
    tests::Hands hands;
    const tests::Sound sound = tests::speech_like(8, -6);
    const tests::TempFolder folder;
    const audio::Master master = spill(sound, folder / "master");
    audio::Meter meter({48000, 2});
    tests::play(sound, meter, 4096);
    for (const model::RenditionSpec& spec :
         {mp3, opus, model::RenditionSpec{"hi", "mp3", 192}, model::RenditionSpec{"top", "mp3", 320}}) {
        INFO(spec.format << " " << spec.bitrate_kbps);
        const audio::Encoded encoded =
            audio::encode(master, folder / "master", spec, {}, folder / "out", hands.job);
        // Noise loses what lies above the encoder's low-pass; the trap is 0.4455 dB deep.
        CHECK(*encoded.loudness.integrated_lufs == Approx(*meter.loudness().integrated_lufs).margin(0.2));
    }
}

TEST_CASE("encoding twice gives the same bytes") {
    tests::Hands hands;
    const tests::TempFolder folder;
    const audio::Master master = spill(tests::speech_like(3, -6), folder / "master");
    for (const model::RenditionSpec& spec : {mp3, m4a, opus, flac, wav}) {
        audio::encode(master, folder / "master", spec, {}, folder / "one", hands.job);
        audio::encode(master, folder / "master", spec, {}, folder / "two", hands.job);
        CHECK(core::sha256_file(folder / "one") == core::sha256_file(folder / "two"));
    }
}

TEST_CASE("an encoder makes the same file whatever the blocks it is fed") {
    const tests::TempFolder folder;
    const tests::Sound sound = tests::speech_like(1.5, -6);
    for (const model::RenditionSpec& spec : {mp3, m4a, opus, flac, wav}) {
        std::string expected;
        for (const std::size_t frames : {1U, 2U, 3U, 5U, 7U, 17U, 511U, 997U, 4096U}) {
            INFO(spec.format << ", blocks of " << frames);
            av::Writer writer(folder / "out", audio::encoding_of(spec, 2));
            for (std::size_t at = 0; at < sound.samples.size(); at += 2 * frames)
                writer.write(
                    std::span(sound.samples).subspan(at, std::min(2 * frames, sound.samples.size() - at)));
            CHECK(writer.finish() == sound.frames());
            const std::string made = tests::read(folder / "out");
            if (expected.empty()) expected = made;
            CHECK(made == expected);
        }
    }
}

TEST_CASE("a file off its target or over its ceiling breaks the promise, with the figures") {
    const audio::Promise promise{-16, -1, false};
    audio::Encoded encoded;
    encoded.loudness.integrated_lufs = -16.09;
    encoded.loudness.true_peak_dbtp = -1.4;
    CHECK(audio::keeps(encoded, promise));
    encoded.loudness.true_peak_dbtp = -1;
    CHECK(audio::keeps(encoded, promise));
    encoded.loudness.true_peak_dbtp = -0.9;
    CHECK_FALSE(audio::keeps(encoded, promise));
    try {
        audio::fail_promise(encoded, promise, mp3);
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::peak_over_ceiling);
        CHECK(core::arg(error.args, "peak") == "-0.90");
        CHECK(core::arg(error.args, "integrated") == "-16.09");
    }
    encoded.loudness.true_peak_dbtp = -1;
    for (const std::optional<double> wrong :
         {std::optional(-16.11), std::optional(-15.89), std::optional<double>()}) {
        encoded.loudness.integrated_lufs = wrong;
        CHECK_FALSE(audio::keeps(encoded, promise));
        CHECK(audio::keeps(encoded, {}));
        try {
            audio::fail_promise(encoded, promise, mp3);
        } catch (const core::Error& error) {
            CHECK(error.code == core::Code::target_not_reached);
        }
    }
}

TEST_CASE("what is a hundredth from a bound is a close call, and nothing else is") {
    const audio::Promise promise{-16, -1, false};
    const auto call = [&](double lufs, double dbtp) {
        audio::Encoded encoded;
        encoded.loudness.integrated_lufs = lufs;
        encoded.loudness.true_peak_dbtp = dbtp;
        return audio::is_close_call(encoded, promise);
    };
    CHECK_FALSE(call(-16, -2));
    CHECK_FALSE(call(-16.07, -2));
    CHECK(call(-16.09, -2));
    CHECK(call(-15.89, -2));
    CHECK_FALSE(call(-16.2, -2));
    CHECK(call(-16, -1.04));
    CHECK(call(-16, -0.96));
    CHECK_FALSE(call(-16, -0.5));
    audio::Encoded silent;
    CHECK_FALSE(audio::is_close_call(silent, promise));
    CHECK_FALSE(audio::is_close_call(silent, {}));
}

TEST_CASE("what missed its loudness is fed by as much louder, and a peak gets a dip of its own") {
    const audio::Promise promise{-16, -1, false};
    audio::Encoded encoded;
    encoded.loudness.integrated_lufs = -16.3;
    encoded.loudness.true_peak_dbtp = -0.5;
    encoded.peaks = {{96000, audio::from_db(-0.5)}, {4800, audio::from_db(-0.9)}};
    audio::Correction correction = audio::corrected({}, encoded, promise);
    CHECK(correction.gain_db == Approx(0.3));
    REQUIRE(correction.dips.size() == 2);
    CHECK(correction.dips[0].frame == 4800);
    CHECK(correction.dips[1].depth_db == Approx(0.5 + 0.25 + 0.3));
    // The same instant again deepens its dip.
    encoded.loudness.integrated_lufs = -16;
    encoded.peaks = {{96010, audio::from_db(-0.8)}};
    correction = audio::corrected(correction, encoded, promise);
    REQUIRE(correction.dips.size() == 2);
    CHECK(correction.gain_db == Approx(0.3));
    CHECK(correction.dips[1].depth_db == Approx(1.05 + 0.45));
}

TEST_CASE("a master that an encoder lifts over the ceiling is repaired where it happens, and nowhere else") {
    tests::Hands hands;
    const tests::TempFolder folder;
    // A master right under the promise, as if no room had been left for the encoders.
    const audio::Promise promise{-16, -1, false};
    tests::Sound sound = tests::speech_like(12, -3, 5);
    for (int click = 0; click < 6; ++click) {
        for (std::size_t i = 0; i < 40; ++i)
            sound.samples[static_cast<std::size_t>(48000 + click * 86400) * 2 + i] =
                i % 4 < 2 ? 0.95F : -0.95F;
    }
    tests::write_wav(folder / "in.wav", sound);
    const audio::Programme programme =
        audio::assemble(folder / "in.wav", {.high_pass = false}, folder / "programme", hands.job);
    const audio::Master master = audio::make_master(programme, folder / "programme",
                                                    {-16, -1.0, false, false}, folder / "master", hands.job);
    int repaired = 0;
    for (const char* format : {"mp3", "m4a", "opus"}) {
        const model::RenditionSpec spec{format, format, 64};
        const audio::Encoded encoded =
            audio::encode(master, folder / "master", spec, promise, folder / "out", hands.job);
        INFO(format << " after " << encoded.encodes);
        CHECK(*encoded.loudness.true_peak_dbtp <= -1);
        CHECK(*encoded.loudness.integrated_lufs == Approx(-16).margin(0.1));
        repaired += encoded.encodes > 1 ? 1 : 0;
    }
    CHECK(repaired > 0);
}

TEST_CASE("every format that presets may name has its row and its encoder") {
    for (const audio::EncodingRow& row : audio::encodings()) {
        INFO(row.format);
        CHECK(av::has_encoder(std::string(row.codec)));
        CHECK(audio::find_encoding(row.format) == &row);
    }
    CHECK(audio::find_encoding("wma") == nullptr);
}
