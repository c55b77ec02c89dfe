// SPDX-License-Identifier: MIT
// Recordings that somebody put one after the other with `cat`.
#include <catch2/catch.hpp>

#include "tests/pipeline/av/made_sound.h"

using namespace cityfm;
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
