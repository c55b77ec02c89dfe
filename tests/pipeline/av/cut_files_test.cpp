// SPDX-License-Identifier: MIT
// Recordings that were cut while they were copied, whose middle was overwritten, or whose recorder never came
// to its end.
#include <catch2/catch.hpp>

#include "pipeline/audio/measure.h"
#include "tests/pipeline/av/made_sound.h"
#include "tests/support/files.h"

using namespace cityfm;
using namespace std::string_literals;
using tests::made_by_ffmpeg;
using tests::seconds_of;

namespace {

struct Kind {
    std::string name;
    std::vector<std::string> options;
};

audio::Measured measured(const std::string& bytes) {
    const tests::TempFolder folder;
    tests::write(folder / "in", bytes);
    return audio::measure_file(folder / "in", {});
}

/// What of a file's sound the reader says is not there, in seconds.
double missing_in(const std::string& bytes) {
    const audio::Measured found = measured(bytes);
    const double declared = found.reading().declared_seconds;
    const double seconds = found.duration_seconds();
    return found.losses.seconds + (declared > seconds ? declared - seconds : 0);
}

void set(std::string& bytes, std::size_t at, const std::string& value) {
    bytes.replace(at, value.size(), value);
}

}  // namespace

TEST_CASE("a file that ends before its stated end is told of, in every container that states one") {
    const std::vector<Kind> kinds = {{"a.wav", {}},
                                     {"a.aiff", {}},
                                     {"a.w64", {}},
                                     {"a.caf", {}},
                                     {"a.au", {}},
                                     {"a.flac", {}},
                                     {"a.wv", {}},
                                     {"a.tta", {}},
                                     {"a.mka", {"-c:a", "libopus"}},
                                     {"a.webm", {"-c:a", "libopus"}},
                                     {"a.avi", {"-c:a", "pcm_s16le"}},
                                     {"a.wma", {"-c:a", "wmav2"}},
                                     {"a.mp3", {"-c:a", "libmp3lame"}},
                                     {"a.m4a", {"-c:a", "aac", "-movflags", "+faststart"}}};
    for (const Kind& kind : kinds) {
        INFO(kind.name);
        const std::string whole = made_by_ffmpeg(20, kind.name, kind.options);
        CHECK(missing_in(whole) == Approx(0).margin(0.03));
        CHECK(missing_in(whole.substr(0, whole.size() / 2)) == Approx(10).margin(2));
    }
}

TEST_CASE("an Ogg that ends within a page lacks that page") {
    for (const Kind& kind : {Kind{"a.opus", {"-c:a", "libopus"}}, Kind{"a.ogg", {"-c:a", "libvorbis"}}}) {
        INFO(kind.name);
        const std::string whole = made_by_ffmpeg(20, kind.name, kind.options);
        const double missing = missing_in(whole.substr(0, whole.size() / 2));
        CHECK(missing > 0.01);
        CHECK(missing < 2);
    }
}

TEST_CASE("frames in the middle that were overwritten leave silence of their length") {
    const std::vector<Kind> kinds = {{"a.aac", {"-c:a", "aac"}},
                                     {"a.ac3", {"-c:a", "ac3"}},
                                     {"a.eac3", {"-c:a", "eac3"}},
                                     {"a.mp3", {"-c:a", "libmp3lame", "-write_xing", "0"}},
                                     {"a.wv", {}}};
    for (const Kind& kind : kinds) {
        INFO(kind.name);
        std::string bytes = made_by_ffmpeg(20, kind.name, kind.options);
        set(bytes, bytes.size() / 2, std::string(bytes.size() / 10, '\0'));
        // And the rest of the frame in which it begins: WavPack's have half a second.
        CHECK(missing_in(bytes) == Approx(2.25).margin(0.3));
        CHECK(measured(bytes).duration_seconds() == Approx(20).margin(0.1));
    }
}

TEST_CASE("bytes between the frames of an MP3 are no loss where all the frames that it states are there") {
    const std::string mp3 = made_by_ffmpeg(10, "a.mp3", {"-c:a", "libmp3lame", "-id3v2_version", "0"});
    // After the first frame of the middle that is found.
    const std::size_t frame = mp3.find(mp3.substr(0, 2), mp3.size() / 2);
    REQUIRE(frame != std::string::npos);
    const std::string junk(5000, 'x');
    CHECK(seconds_of(mp3.substr(0, frame) + junk + mp3.substr(frame)) == Approx(10).margin(0.03));
}

TEST_CASE("a recording whose recorder never wrote the sizes is read to its end") {
    std::string w64 = made_by_ffmpeg(5, "a.w64", {});
    set(w64, 16, std::string(8, '\0'));
    set(w64, w64.find("data\xf3\xac"s) + 16, std::string(8, '\0'));
    CHECK(seconds_of(w64) == Approx(5).margin(0.001));

    std::string aiff = made_by_ffmpeg(5, "a.aiff", {});
    set(aiff, 4, std::string(4, '\0'));
    set(aiff, aiff.find("COMM") + 10, std::string(4, '\0'));
    set(aiff, aiff.find("SSND") + 4, std::string(4, '\0'));
    CHECK(seconds_of(aiff) == Approx(5).margin(0.001));

    std::string rf64 = made_by_ffmpeg(5, "a.wav", {"-rf64", "always"});
    set(rf64, rf64.find("ds64") + 8, std::string(24, '\0'));
    CHECK(seconds_of(rf64) == Approx(5).margin(0.001));
}

TEST_CASE("streams that begin in the middle of a packet or a frame are read from the next one on") {
    for (const Kind& kind : {Kind{"a.ts", {"-c:a", "aac"}}, Kind{"a.ac3", {"-c:a", "ac3"}},
                             Kind{"a.eac3", {"-c:a", "eac3"}}, Kind{"a.aac", {"-c:a", "aac"}}}) {
        INFO(kind.name);
        const std::string whole = made_by_ffmpeg(10, kind.name, kind.options);
        CHECK(seconds_of(whole.substr(100)) == Approx(10).margin(0.2));
        CHECK(seconds_of(whole.substr(1001)) == Approx(10).margin(0.4));
    }
}
