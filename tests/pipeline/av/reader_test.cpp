// SPDX-License-Identifier: MIT
#include "pipeline/av/reader.h"

#include <catch2/catch.hpp>
#include <cstring>

#include "pipeline/audio/measure.h"
#include "pipeline/core/error.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;

namespace {

std::vector<float> read_all(av::Reader& reader) {
    std::vector<float> samples;
    for (auto block = reader.read(); !block.empty(); block = reader.read()) {
        samples.insert(samples.end(), block.begin(), block.end());
    }
    return samples;
}

core::Code code_of(const std::filesystem::path& path) {
    try {
        av::Reader reader(path);
        if (read_all(reader).empty()) return core::Code::no_sound_in_it;
    } catch (const core::Error& error) {
        return error.code;
    }
    return core::Code::unexpected;
}

}  // namespace

TEST_CASE("a float WAV is read bit for bit, beyond full scale too") {
    const tests::TempFolder folder;
    tests::Sound sound = tests::speech_like(0.5, 6);
    tests::write_wav(folder / "a.wav", sound);
    av::Reader reader(folder / "a.wav");
    CHECK(read_all(reader) == sound.samples);
    CHECK(reader.info().declared_frames == sound.frames());
    CHECK(reader.format() == av::SoundFormat{48000, 2});
    CHECK(reader.losses().count == 0);
}

TEST_CASE("every container that hosts use is read at its length and level") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "in.wav", tests::sine(3, 440, -12));
    const std::vector<std::vector<std::string>> cases = {
        {"a.flac", "-c:a", "flac"},
        {"a.mp3", "-c:a", "libmp3lame"},
        {"a.m4a", "-c:a", "aac"},
        {"a.opus", "-c:a", "libopus"},
        {"a.ogg", "-c:a", "libvorbis"},
        {"s16.wav", "-c:a", "pcm_s16le"},
        {"a.aiff", "-c:a", "pcm_s16be"},
        {"a.aac", "-c:a", "aac"},
        {"a.mkv", "-c:a", "libopus"},
        {"with picture.mp4", "-f", "lavfi", "-i", "color=red:s=64x64:d=3", "-map", "0:a", "-map", "1:v",
         "-c:a", "aac", "-c:v", "mpeg4"},
    };
    for (const auto& options : cases) {
        INFO(options[0]);
        std::vector<std::string> arguments = {"ffmpeg", "-v", "error", "-y", "-i", folder / "in.wav"};
        arguments.insert(arguments.end(), options.begin() + 1, options.end());
        arguments.push_back(folder / options[0]);
        const tests::Ran made = tests::run_program(arguments);
        INFO(made.err);
        REQUIRE(made.code == 0);
        const audio::Measured measured = audio::measure_file(folder / options[0], {});
        CHECK(measured.duration_seconds() == Approx(3).margin(0.07));
        CHECK(*measured.loudness.sample_peak_dbfs == Approx(-12).margin(0.5));
        CHECK(measured.losses.count == 0);
    }
}

TEST_CASE("shapes from 8 kHz mono to 192 kHz and 5.1 become 48 kHz stereo of the same length") {
    for (const auto& [rate, channels] :
         {std::pair(8000, 1), {11025, 2}, {44100, 1}, {48000, 6}, {96000, 2}, {192000, 2}}) {
        INFO(rate << " Hz, " << channels << " channels");
        const tests::TempFolder folder;
        tests::write_wav(folder / "a.wav", tests::sine(1, 440, -20, channels, rate));
        av::Reader reader(folder / "a.wav", {.format = av::SoundFormat{48000, 2}});
        CHECK(static_cast<double>(read_all(reader).size()) / 2 == Approx(48000).margin(2));
    }
}

TEST_CASE("what is not a sound file is refused by what it is") {
    const tests::TempFolder folder;
    tests::write(folder / "empty.wav", "");
    tests::write(folder / "text.wav", "this is not sound");
    tests::write(folder / "list.mp3", "#EXTM3U\nfile:///etc/hostname\n");
    tests::write(folder / "head.wav", tests::wav_bytes(tests::sine(1, 440, -20)).substr(0, 40));
    tests::write(folder / "no-frames.wav", tests::wav_bytes({{}, 48000, 2}));
    CHECK(code_of(folder / "empty.wav") == core::Code::file_empty);
    CHECK(code_of(folder / "text.wav") == core::Code::not_sound);
    CHECK(code_of(folder / "list.mp3") == core::Code::playlist_not_sound);
    CHECK(code_of(folder / "no-frames.wav") == core::Code::no_sound_in_it);
    const core::Code head = code_of(folder / "head.wav");
    CHECK((head == core::Code::unreadable_sound || head == core::Code::no_sound_in_it));
    CHECK(code_of(folder / "absent.wav") == core::Code::not_found);
}

TEST_CASE("a recording that was cut short is seen by what its header states") {
    const tests::TempFolder folder;
    const std::string whole = tests::wav_bytes(tests::sine(4, 440, -20));
    tests::write(folder / "cut.wav", whole.substr(0, whole.size() / 2));
    const audio::Measured measured = audio::measure_file(folder / "cut.wav", {});
    const core::Findings damage = audio::damage_in("cut.wav", measured.reading());
    REQUIRE(damage.size() == 1);
    CHECK(damage[0].code == core::Code::sound_ends_early);
    CHECK(measured.duration_seconds() == Approx(2).margin(0.01));
}

TEST_CASE("damage inside a file is counted, and the rest is read") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "in.wav", tests::speech_like(5, -6));
    REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-i", folder / "in.wav", folder / "a.flac"}).code ==
            0);
    std::string bytes = tests::read(folder / "a.flac");
    for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 5000; ++i)
        bytes[i] = static_cast<char>(i * 7);
    tests::write(folder / "bad.flac", bytes);
    const audio::Measured measured = audio::measure_file(folder / "bad.flac", {});
    CHECK(measured.losses.count > 0);
    CHECK(measured.duration_seconds() > 3);
}

TEST_CASE("paths with blanks, quotes, colons and emoji are opened") {
    const tests::TempFolder folder;
    for (const char* name : {"with blank.wav", "it's \"quoted\".wav", "a:b.wav", "録音🎙️.wav",
                             "new\nline.wav", "100%.wav"}) {
        INFO(name);
        tests::write_wav(folder / name, tests::sine(0.2, 440, -20));
        av::Reader reader(folder / name);
        CHECK(read_all(reader).size() == 19200);
    }
}

TEST_CASE("a sound whose number of channels changes half-way is read to its end in its first shape") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "six.wav", tests::speech_like(2, -12, 3, 6));
    tests::write_wav(folder / "two.wav", tests::speech_like(2, -12, 3, 2));
    std::string both;
    for (const char* name : {"six", "two"}) {
        const std::string made = (folder / (std::string(name) + ".aac")).string();
        REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-i",
                                    (folder / (std::string(name) + ".wav")).string(), "-c:a", "aac", made})
                    .code == 0);
        both += tests::read(made);
    }
    tests::write(folder / "both.aac", both);
    const audio::Measured measured = audio::measure_file(folder / "both.aac", {});
    CHECK(measured.info.format.channels == 6);
    CHECK(measured.duration_seconds() == Approx(4).margin(0.1));
    CHECK(measured.loudness.integrated_lufs);
}

TEST_CASE("a double that no float can hold counts as no number") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "in.wav", tests::sine(1, 440, -12));
    REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-i", (folder / "in.wav").string(), "-c:a",
                                "pcm_f64le", (folder / "a.wav").string()})
                .code == 0);
    std::string bytes = tests::read(folder / "a.wav");
    const double huge = 1e300;
    std::memcpy(bytes.data() + bytes.size() - 8 * 1000, &huge, sizeof huge);
    tests::write(folder / "a.wav", bytes);
    const audio::Measured measured = audio::measure_file(folder / "a.wav", {});
    CHECK(measured.not_numbers == 1);
    CHECK(*measured.loudness.integrated_lufs == Approx(-12.7).margin(0.1));
}
