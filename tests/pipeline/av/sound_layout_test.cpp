// SPDX-License-Identifier: MIT
// What lies in a file besides its sound, before, between and after it: nothing of it costs any sound.
#include <catch2/catch.hpp>

#include "pipeline/audio/measure.h"
#include "pipeline/av/reader.h"
#include "pipeline/av/tracks.h"
#include "pipeline/core/error.h"
#include "tests/pipeline/av/made_sound.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;
using namespace std::string_literals;
using tests::little;
using tests::made_by_ffmpeg;
using tests::seconds_of;

namespace {

std::string mp3(double seconds, bool xing = true) {
    std::vector<std::string> options = {"-c:a", "libmp3lame", "-b:a", "128k", "-id3v2_version", "0"};
    if (!xing) options.insert(options.end(), {"-write_xing", "0"});
    return made_by_ffmpeg(seconds, "a.mp3", options);
}

const std::string id3v1 = "TAG" + std::string(125, 'x');

std::string id3v2(const std::string& content) {
    std::string size;
    for (const unsigned shift : {21U, 14U, 7U, 0U})
        size += static_cast<char>(content.size() >> shift & 0x7fU);
    return "ID3\x04"s + "\0\0"s + size + content;
}

std::string ape() {
    const auto frame = [](unsigned flags) {
        return "APETAGEX" + little(2000, 4) + little(32 + 20, 4) + little(1, 4) + little(flags, 4) +
               std::string(8, '\0');
    };
    return frame(0xA0000000) + std::string(20, 'a') + frame(0x80000000);
}

std::string lyrics3() {
    const std::string text = "LYRICSBEGIN" + std::string(500, 'y');
    return text + "000511LYRICS200";
}

}  // namespace

TEST_CASE("tags and zeros after the sound of MP3, FLAC and AAC are no damage") {
    const std::vector<std::pair<std::string, std::string>> sounds = {
        {"mp3", mp3(5)},
        {"mp3 without a header", mp3(5, false)},
        {"flac", made_by_ffmpeg(5, "a.flac", {})},
        {"aac", made_by_ffmpeg(5, "a.aac", {"-c:a", "aac"})},
    };
    for (const auto& [name, sound] : sounds) {
        const double whole = seconds_of(sound);
        CHECK(whole == Approx(5).margin(0.08));
        for (const std::string& tail : {id3v1, lyrics3() + id3v1, ape(), ape() + id3v1,
                                        std::string(700, '\0'), id3v2(std::string(300, 'x'))}) {
            if (name != "mp3" && tail.starts_with("ID3")) continue;
            INFO(name << " and " << tail.substr(0, 8));
            CHECK(seconds_of(sound + tail) == Approx(whole).margin(1e-6));
        }
    }
}

TEST_CASE("MP3 files that were joined are read one after the other, whatever their rates and tags") {
    const std::string one = mp3(4);
    const std::string two = mp3(3);
    const std::string other = made_by_ffmpeg(3, "b.mp3", {"-c:a", "libmp3lame", "-ar", "22050", "-ac", "1"});
    CHECK(seconds_of(one + two) == Approx(7).margin(0.001));
    CHECK(seconds_of(one + id3v1 + two) == Approx(7).margin(0.001));
    CHECK(seconds_of(one + other) == Approx(7).margin(0.001));
    // A picture in the tag of the second file may look like frames.
    CHECK(seconds_of(one + id3v2(two.substr(0, 20'000)) + two) == Approx(7).margin(0.001));
}

TEST_CASE("an MP3 may begin in the middle of a frame, after zeros, and end in the middle of one") {
    const std::string sound = mp3(6, false);
    const double whole = seconds_of(sound);
    CHECK(seconds_of(sound.substr(1201)) == Approx(whole - 0.08).margin(0.03));
    CHECK(seconds_of(std::string(1000, '\0') + sound) == Approx(whole).margin(0.001));
    CHECK(seconds_of(id3v2("x") + std::string(393, 'j') + sound) == Approx(whole).margin(0.001));
    CHECK(seconds_of(sound.substr(0, sound.size() - 100)) == Approx(whole - 0.026).margin(0.001));
}

TEST_CASE(
    "bytes lost in the middle of an MP3 are told with their place, and what follows stays in its place") {
    const std::string sound = mp3(20, false);
    const double whole = seconds_of(sound);
    const tests::TempFolder folder;
    for (const std::size_t lost : {200U, 16'000U}) {
        std::string bytes = sound;
        const std::size_t middle = bytes.size() / 2;
        // Few are gone, many were overwritten, as a bad sector is.
        if (lost < 1000) {
            bytes.erase(middle, lost);
        } else {
            bytes.replace(middle, lost, lost, '\0');
        }
        tests::write(folder / "in", bytes);
        const audio::Measured measured = audio::measure_file(folder / "in", {});
        INFO(lost);
        CHECK(measured.duration_seconds() == Approx(whole).margin(0.06));
        REQUIRE(measured.losses.count == 1);
        CHECK(measured.losses.places[0].at_seconds == Approx(10).margin(0.2));
        CHECK(measured.losses.seconds == Approx(static_cast<double>(lost) / 16'000).margin(0.06));
        const core::Findings damage = audio::damage_in("in", measured.reading());
        REQUIRE(damage.size() == 1);
        CHECK(damage[0].severity == (lost > 10'000 ? core::Severity::error : core::Severity::warning));
    }
}

TEST_CASE("packets that are missing from a recording leave silence of their length") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "in.wav", tests::speech_like(30, -12, 3));
    for (const auto& [name, codec] : {std::pair("a.webm", "libopus"), {"a.mkv", "aac"}, {"a.mp4", "aac"}}) {
        INFO(name);
        REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-i", folder / "in.wav", "-af",
                                    "aselect='not(between(t,10,20))'", "-c:a", codec, folder / name})
                    .code == 0);
        const audio::Measured measured = audio::measure_file(folder / name, {});
        CHECK(measured.duration_seconds() == Approx(30).margin(0.1));
        if (std::string(name) == "a.mp4") continue;  // its muxer makes the packet before the hole longer
        REQUIRE(measured.losses.count == 1);
        CHECK(measured.losses.places[0].at_seconds == Approx(10).margin(0.1));
        CHECK(measured.losses.seconds == Approx(10).margin(0.1));
    }
}

TEST_CASE("a sound track that begins later than the picture is silent until then, and nothing is lost") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "in.wav", tests::speech_like(6, -12, 3));
    for (const char* name : {"a.mkv", "a.mp4"}) {
        INFO(name);
        REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-f", "lavfi", "-i",
                                    "color=red:s=64x64:r=10:d=8", "-itsoffset", "1.5", "-i",
                                    folder / "in.wav", "-c:v", "mpeg4", "-c:a", "aac", folder / name})
                    .code == 0);
        const audio::Measured measured = audio::measure_file(folder / name, {});
        CHECK(measured.duration_seconds() == Approx(7.5).margin(0.1));
        CHECK(measured.losses.count == 0);
    }
}

TEST_CASE("of several sound tracks the one is read that is asked for, by number, language or title") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "loud.wav", tests::sine(4, 440, -6));
    tests::write_wav(folder / "quiet.wav", tests::sine(4, 440, -26, 1));
    const std::vector<std::pair<std::string, std::string>> files = {
        {"a.mkv", "aac"}, {"a.mp4", "aac"}, {"a.ts", "ac3"}};
    for (const auto& [file, codec] : files) {
        const auto path = folder / file;
        INFO(file);
        REQUIRE(tests::run_program({"ffmpeg",
                                    "-v",
                                    "error",
                                    "-i",
                                    folder / "loud.wav",
                                    "-i",
                                    folder / "quiet.wav",
                                    "-map",
                                    "0",
                                    "-map",
                                    "1",
                                    "-c:a",
                                    codec,
                                    "-metadata:s:a:0",
                                    "title=Desktop",
                                    "-metadata:s:a:1",
                                    "title=Mic",
                                    "-metadata:s:a:1",
                                    "handler_name=Mic",
                                    "-metadata:s:a:1",
                                    "language=jpn",
                                    path})
                    .code == 0);
        const auto level = [&](const std::string& track) {
            return *audio::measure_file(path, {}, {}, {}, {}, track).loudness.sample_peak_dbfs;
        };
        CHECK(level("") == Approx(-6).margin(1.5));
        CHECK(level("2") == Approx(-26).margin(1.5));
        CHECK(level("jpn") == Approx(-26).margin(1.5));
        if (file != "a.ts") CHECK(level("mic") == Approx(-26).margin(1.5));
        CHECK(av::Reader(path).info().tracks.size() == 2);
        try {
            av::Reader(path, {.track = "3"});
            FAIL("there is no third track");
        } catch (const core::Error& error) {
            CHECK(error.code == core::Code::no_such_track);
            CHECK(tests::holds(core::arg(error.args, "tracks"), "2 "));
        }
    }
}

TEST_CASE(
    "both halves of a sound whose shape changes are equally loud, and equal channels mix to one of them") {
    const std::string stereo = made_by_ffmpeg(4, "a.mp3", {"-c:a", "libmp3lame", "-b:a", "128k"});
    const std::string mono = made_by_ffmpeg(
        4, "b.mp3", {"-c:a", "libmp3lame", "-b:a", "128k", "-af", "pan=mono|c0=c0", "-ar", "48000"});
    const tests::TempFolder folder;
    tests::write(folder / "in", stereo + mono);
    for (const int channels : {1, 2}) {
        av::Reader reader(folder / "in", {.format = av::SoundFormat{48000, channels}});
        std::vector<double> squares(8);
        std::size_t at = 0;
        for (auto block = reader.read(); !block.empty(); block = reader.read()) {
            for (const float sample : block) {
                const std::size_t second = at++ / static_cast<std::size_t>(48000 * channels);
                if (second < squares.size()) squares[second] += static_cast<double>(sample) * sample;
            }
        }
        for (const std::size_t second : {1U, 2U}) {
            INFO(channels << " channels, second " << second);
            CHECK(10 * std::log10(squares[second + 4] / squares[second]) == Approx(0).margin(0.4));
        }
    }
}

TEST_CASE("every container that recorders and cameras write is read at its length") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> files = {
        {"a.wma", {"-c:a", "wmav2"}},
        {"a.avi", {"-c:a", "libmp3lame"}},
        {"a.ts", {"-c:a", "ac3"}},
        {"a.m2ts", {"-c:a", "ac3", "-mpegts_m2ts_mode", "1"}},
        {"a.mpg", {"-c:a", "mp2", "-f", "vob"}},
        {"a.flv", {"-c:a", "libmp3lame"}},
        {"a.wv", {"-c:a", "wavpack"}},
        {"a.tta", {"-c:a", "tta"}},
        {"a.mp2", {"-c:a", "mp2"}},
        {"a.ac3", {"-c:a", "ac3"}},
        {"a.voc", {"-c:a", "pcm_s16le"}},
        {"a.mov", {"-c:a", "pcm_s16be"}},
        {"a.w64", {"-c:a", "pcm_s16le"}},
        {"a.caf", {"-c:a", "alac"}},
        {"a.au", {"-c:a", "pcm_s16be"}},
        {"a.dts", {"-c:a", "dca", "-strict", "experimental"}},
        {"a.thd", {"-c:a", "truehd", "-strict", "experimental"}},
        {"a.nut", {"-c:a", "libvorbis"}},
    };
    for (const auto& [name, options] : files) {
        INFO(name);
        CHECK(seconds_of(made_by_ffmpeg(5, name, options)) == Approx(5).margin(0.1));
    }
    // An old QuickTime file has no `ftyp`.
    std::string old = made_by_ffmpeg(5, "a.mov", {"-c:a", "pcm_s16be"});
    old.replace(4, 4, "free");
    CHECK(seconds_of(old) == Approx(5).margin(0.01));
}

TEST_CASE("AMR's packets that say that nobody speaks are silence, and no damage") {
    // Frames of 12.2 kbit/s, then a description of the noise and seven frames without anything.
    const std::string speech = "\x3c" + std::string(31, '\0');
    const std::string pause = "\x44" + std::string(5, '\0') + std::string(7, '\x7c');
    std::string bytes = "#!AMR\n";
    for (int i = 0; i < 50; ++i) bytes += speech;
    for (int i = 0; i < 10; ++i) bytes += pause;
    for (int i = 0; i < 50; ++i) bytes += speech;
    CHECK(seconds_of(bytes) == Approx(3.6).margin(0.05));
}

TEST_CASE("an MP4 without an edit list is cut as its iTunSMPB tag says, and unknown lengths are no damage") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "in.wav", tests::speech_like(8, -12, 3, 1, 16000));
    REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-i", folder / "in.wav", "-c:a", "aac",
                                "-use_editlist", "0", folder / "plain.m4a"})
                .code == 0);
    REQUIRE(tests::run_program(
                {"/usr/bin/python3", "-c",
                 "import sys\n"
                 "from mutagen.mp4 import MP4, MP4FreeForm, AtomDataType\n"
                 "m = MP4(sys.argv[1])\n"
                 "m['----:com.apple.iTunes:iTunSMPB'] = [MP4FreeForm(b' 00000000 00000840 000001C0 "
                 "000000000001D4C0' + b' 00000000' * 8, AtomDataType.UTF8)]\n"
                 "m.save()",
                 folder / "plain.m4a"})
                .code == 0);
    const audio::Measured measured = audio::measure_file(folder / "plain.m4a", {});
    CHECK(measured.frames == 0x1D4C0);
    CHECK(audio::damage_in("in", measured.reading()).empty());

    REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-i", folder / "in.wav", "-c:a", "aac", "-movflags",
                                "frag_keyframe+empty_moov+default_base_moof", folder / "live.mp4"})
                .code == 0);
    std::string live = tests::read(folder / "live.mp4");
    for (const auto& [box, at] : {std::pair("mvhd", 20), {"mdhd", 20}, {"tkhd", 24}})
        live.replace(live.find(box) + static_cast<std::size_t>(at), 4, "\xff\xff\xff\xff");
    CHECK(seconds_of(live) == Approx(8).margin(0.15));
}

TEST_CASE("what is no sound file is told by what it is") {
    const tests::TempFolder folder;
    const std::vector<std::pair<std::string, core::Code>> files = {
        {"PK\x03\x04 and so on", core::Code::packed_sound},
        {"SQLite format 3\0 and so on"s, core::Code::project_not_sound},
        {"  \n<!DOCTYPE html><html>", core::Code::page_not_sound},
        {"#EXTM3U\nfile:///etc/hostname\n", core::Code::playlist_not_sound},
        {"MThd\0\0\0\6"s, core::Code::format_not_read},
        {"\x89PNG\r\n\x1a\n", core::Code::format_not_read},
        {"a text", core::Code::not_sound},
    };
    for (const auto& [bytes, code] : files) {
        INFO(bytes);
        tests::write(folder / "in", bytes);
        try {
            av::Reader reader(folder / "in");
            FAIL("it was read");
        } catch (const core::Error& error) {
            CHECK(error.code == code);
        }
    }
}
