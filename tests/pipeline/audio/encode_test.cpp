// SPDX-License-Identifier: MIT
#include "pipeline/audio/encode.h"

#include <catch2/catch.hpp>

#include "pipeline/audio/encodings.h"
#include "pipeline/audio/spill.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "tests/support/files.h"
#include "tests/support/stages.h"

using namespace cityfm;

namespace {

audio::Master spill(const tests::Sound& sound, const std::filesystem::path& path) {
    audio::SpillWriter writer(path);
    tests::play(sound, writer, 4096);
    audio::Master master;
    master.frames = sound.frames();
    master.channels = sound.channels;
    return master;
}

const model::RenditionSpec mp3{"mp3", "mp3", 128};
const model::RenditionSpec opus{"opus", "opus", 64};

}  // namespace

TEST_CASE("an encoded file decodes to as many frames as were fed, whatever the length") {
    for (const std::int64_t frames : {1, 100, 959, 960, 1151, 1152, 1153, 48000, 100003}) {
        for (const model::RenditionSpec& spec : {mp3, opus}) {
            INFO(spec.format << ", " << frames << " frames");
            const tests::TempFolder folder;
            tests::Sound sound = tests::speech_like(2.2, -6);
            sound.samples.resize(static_cast<std::size_t>(frames) * 2);
            const audio::Master master = spill(sound, folder / "master");
            CHECK(audio::encode(master, folder / "master", spec, folder / "out", {}, [](double) {}).frames ==
                  frames);
        }
    }
}

TEST_CASE("an encoded file is as loud as the master, although LAME turns its input down") {
    const tests::Sound sound = tests::speech_like(8, -6);
    const tests::TempFolder folder;
    const audio::Master master = spill(sound, folder / "master");
    audio::Meter meter({48000, 2}, audio::Metering::integrated);
    tests::play(sound, meter, 4096);
    for (const model::RenditionSpec& spec :
         {mp3, opus, model::RenditionSpec{"hi", "mp3", 192}, model::RenditionSpec{"top", "mp3", 320}}) {
        INFO(spec.format << " " << spec.bitrate_kbps);
        const audio::Encoded encoded =
            audio::encode(master, folder / "master", spec, folder / "out", {}, [](double) {});
        // Noise loses what lies above the encoder's low-pass; the trap is 0.4455 dB deep.
        CHECK(*encoded.loudness.integrated_lufs == Approx(*meter.loudness().integrated_lufs).margin(0.2));
    }
}

TEST_CASE("encoding twice gives the same bytes") {
    const tests::TempFolder folder;
    const audio::Master master = spill(tests::speech_like(3, -6), folder / "master");
    for (const model::RenditionSpec& spec : {mp3, opus}) {
        audio::encode(master, folder / "master", spec, folder / "one", {}, [](double) {});
        audio::encode(master, folder / "master", spec, folder / "two", {}, [](double) {});
        CHECK(core::sha256_file(folder / "one") == core::sha256_file(folder / "two"));
    }
}

TEST_CASE("a file off its target or over its ceiling breaks the promise, with the figures") {
    model::Preset preset;
    preset.target_lufs = -16;
    preset.ceiling_dbtp = -1;
    audio::Encoded encoded;
    encoded.loudness.integrated_lufs = -16.2;
    encoded.loudness.true_peak_dbtp = -1.4;
    CHECK_NOTHROW(audio::check_promise(encoded, preset, mp3));
    encoded.loudness.true_peak_dbtp = -0.9;
    try {
        audio::check_promise(encoded, preset, mp3);
        FAIL("a peak over the ceiling passed");
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::peak_over_ceiling);
        CHECK(core::arg(error.args, "peak") == "-0.90");
    }
    encoded.loudness.integrated_lufs = -16.6;
    CHECK_THROWS_AS(audio::check_promise(encoded, preset, mp3), core::Error);
    encoded.loudness.integrated_lufs = std::nullopt;
    CHECK_THROWS_AS(audio::check_promise(encoded, preset, mp3), core::Error);
}

TEST_CASE("every format that presets may name has its row and its encoder") {
    for (const audio::EncodingRow& row : audio::encodings()) {
        INFO(row.format);
        CHECK(av::has_encoder(std::string(row.codec)));
        CHECK(audio::find_encoding(row.format) == &row);
    }
    CHECK(audio::find_encoding("wma") == nullptr);
}
