// SPDX-License-Identifier: MIT
// Recordings that somebody put one after the other with `cat`.
#include <catch2/catch.hpp>
#include <map>

#include "tests/pipeline/av/made_sound.h"

using namespace cityfm;
using namespace std::string_literals;
using tests::made_by_ffmpeg;
using tests::seconds_of;

TEST_CASE("files of any container that were joined are read one after the other") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> kinds = {
        {"a.m4a", {"-c:a", "aac"}},
        {"a.ogg", {"-c:a", "libvorbis"}},
        {"a.opus", {"-c:a", "libopus"}},
        {"a.webm", {"-c:a", "libopus"}},
        {"a.mkv", {"-c:a", "aac"}},
        {"a.flac", {"-c:a", "flac"}},
        {"a.oga", {"-c:a", "flac"}},
        {"a.aac", {"-c:a", "aac"}},
        {"a.ac3", {"-c:a", "ac3"}},
        {"a.eac3", {"-c:a", "eac3"}},
        {"a.mp2", {"-c:a", "mp2"}},
        {"a.wv", {}},
        {"a.tta", {}},
        {"a.au", {}},
        {"a.w64", {}},
        {"a.caf", {}},
        {"a.aiff", {}},
        {"a.wma", {"-c:a", "wmav2"}},
        {"a.avi", {"-c:a", "pcm_s16le"}},
        {"live.webm", {"-c:a", "libopus", "-live", "1"}},
        {"a.mov", {"-c:a", "pcm_s16le"}},
        {"a.m4a", {"-c:a", "aac", "-movflags", "+faststart"}}};
    for (const auto& [name, options] : kinds) {
        INFO(name);
        const std::string first = made_by_ffmpeg(5, name, options);
        const std::string second = made_by_ffmpeg(7, name, options);
        CHECK(seconds_of(first + second) == Approx(12).margin(0.1));
        CHECK(seconds_of(first + second + first) == Approx(17).margin(0.15));
    }
}

TEST_CASE("a file that was joined to itself is heard twice") {
    for (const std::string name : {"a.opus", "a.ogg", "a.wv", "a.flac"}) {
        INFO(name);
        const std::string file = made_by_ffmpeg(5, name,
                                                {"-c:a", name == "a.opus"s  ? "libopus"
                                                         : name == "a.ogg"s ? "libvorbis"
                                                         : name == "a.wv"s  ? "wavpack"
                                                                            : "flac"});
        CHECK(seconds_of(file + file) == Approx(10).margin(0.05));
    }
}

TEST_CASE("files that were joined may have other rates and channels") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> kinds = {
        {"a.flac", {}}, {"a.ogg", {"-c:a", "libvorbis"}}, {"a.aac", {"-c:a", "aac"}}, {"a.wv", {}}};
    for (const auto& [name, options] : kinds) {
        INFO(name);
        std::vector<std::string> low = options;
        low.insert(low.end(), {"-ar", "16000", "-ac", "1"});
        const std::string one = made_by_ffmpeg(5, name, options);
        const std::string other = made_by_ffmpeg(7, name, low);
        CHECK(seconds_of(one + other) == Approx(12).margin(0.15));
        CHECK(seconds_of(other + one) == Approx(12).margin(0.15));
    }
}

TEST_CASE("files of different formats that were joined are all read") {
    const std::map<std::string, std::string> files = {
        {"wav", made_by_ffmpeg(3, "a.wav", {})},
        {"mp3", made_by_ffmpeg(3, "a.mp3", {"-c:a", "libmp3lame"})},
        {"m4a", made_by_ffmpeg(3, "a.m4a", {"-c:a", "aac"})},
        {"flac", made_by_ffmpeg(3, "a.flac", {})},
        {"ogg", made_by_ffmpeg(3, "a.ogg", {"-c:a", "libvorbis"})},
        {"webm", made_by_ffmpeg(3, "a.webm", {"-c:a", "libopus"})},
        {"aac", made_by_ffmpeg(3, "a.aac", {"-c:a", "aac"})}};
    for (const auto& [first, bytes] : files) {
        for (const auto& [second, others] : files) {
            // Neither says where the one ends and the other begins.
            if (first == "flac" && second == "aac") continue;
            INFO(first << " and " << second);
            CHECK(seconds_of(bytes + others) == Approx(6).margin(0.15));
        }
    }
}

TEST_CASE("a file within the metadata of a FLAC is not joined to it") {
    const std::string flac = made_by_ffmpeg(5, "a.flac", {});
    const std::string wav = made_by_ffmpeg(1, "a.wav", {});
    const std::string block = "\x02\x01\0\0"s + wav.substr(0, 0x10000);
    // After the first block, which has 34 bytes.
    const std::string with = flac.substr(0, 42) + block + flac.substr(42);
    CHECK(seconds_of(with) == Approx(5).margin(0.001));
    CHECK(seconds_of(with + with) == Approx(10).margin(0.001));
}

TEST_CASE("of MP4s that were joined, one that lacks its list of sound is told of as lost") {
    const std::string whole = made_by_ffmpeg(5, "a.m4a", {"-c:a", "aac"});
    CHECK(seconds_of(whole + whole.substr(0, whole.size() / 2), 1) == Approx(5).margin(0.1));
}

TEST_CASE("fragments after a repeated header go on, and those of a file that was joined begin anew") {
    const std::string live =
        made_by_ffmpeg(8, "a.mp4",
                       {"-c:a", "aac", "-movflags", "frag_keyframe+empty_moov+default_base_moof",
                        "-frag_duration", "1000000"});
    const std::string::size_type header = live.find("moof") - 4;
    const std::string::size_type middle = live.find("moof", live.find("moof", header + 8) + 8) - 4;
    const std::string repeated = live.substr(0, middle) + live.substr(0, header) + live.substr(middle);
    CHECK(seconds_of(repeated) == Approx(8).margin(0.1));
    CHECK(seconds_of(live + live) == Approx(16).margin(0.1));
}
