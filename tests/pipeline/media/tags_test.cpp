// SPDX-License-Identifier: MIT
#include "pipeline/media/tags.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "pipeline/av/picture.h"
#include "pipeline/av/reader.h"
#include "pipeline/core/digest.h"
#include "pipeline/media/package.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/signals.h"

using namespace cityfm;
using nlohmann::json;

namespace {

media::Tags full_tags() {
    media::Tags tags;
    tags.title = "第12回 佐久のラーメン、どこがいちばん？ 𠮷野さん 👩‍👩‍👧";
    tags.title_sort = "さくのらーめん";
    tags.show = "FMリモート市役所";
    tags.show_sort = "えふえむりもーとしやくしょ";
    tags.author = "ほしの市";
    tags.date = "2026-11-22T20:00";
    tags.comment = "一行目\n二行目 & <三> \"四\"";
    tags.language = "jpn";
    tags.copyright = "© 2026";
    tags.number = 12;
    tags.season = 2;
    return tags;
}

/// An untagged file of each format, made by FFmpeg's own command.
std::filesystem::path sound_file(const tests::TempFolder& folder, const std::string& format) {
    tests::write_wav(folder / "in.wav", tests::sine(2, 440, -12));
    std::vector<std::string> command = {"ffmpeg",        "-v", "error",   "-y",       "-i", folder / "in.wav",
                                        "-map_metadata", "-1", "-fflags", "+bitexact"};
    if (format == "mp3") command.insert(command.end(), {"-id3v2_version", "0"});
    command.push_back(folder / ("a." + format));
    REQUIRE(tests::run_program(command).code == 0);
    return folder / ("a." + format);
}

/// What ffprobe reads of a file's tags, with names in lower case: of the container, or of Opus' stream.
json probed(const std::filesystem::path& file) {
    const tests::Ran ran =
        tests::run_program({"ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", file});
    REQUIRE(ran.code == 0);
    const json all = json::parse(ran.out);
    json tags;
    for (const json& source : {all.at("format"), all.at("streams").at(0)}) {
        if (!source.contains("tags")) continue;
        for (const auto& [key, value] : source.at("tags").items()) {
            std::string name = key;
            std::transform(name.begin(), name.end(), name.begin(),
                           [](unsigned char c) { return std::tolower(c); });
            tags[name] = value;
        }
    }
    tags["streams"] = all.at("streams").size();
    return tags;
}

}  // namespace

TEST_CASE("tags read back as they were written, picture included") {
    for (const char* format : {"mp3", "m4a", "opus", "flac", "wav"}) {
        INFO(format);
        const tests::TempFolder folder;
        tests::write(folder / "cover.png", av::plain_png(1500, 10, 20, 30));
        media::Tags tags = full_tags();
        tags.picture = av::to_jpeg(folder / "cover.png", 1400, 300000);
        media::package(sound_file(folder, format), format, tags, folder / "out");
        media::Tags read = media::read_tags(folder / "out", format);
        CHECK(read == tags);
    }
}

TEST_CASE("ffprobe reads the same title, show, number, date, comment and picture") {
    for (const char* format : {"mp3", "m4a", "opus", "flac", "wav"}) {
        INFO(format);
        const tests::TempFolder folder;
        tests::write(folder / "cover.png", av::plain_png(1400, 10, 20, 30));
        media::Tags tags = full_tags();
        tags.picture = av::to_jpeg(folder / "cover.png", 1400, 300000);
        const std::filesystem::path out = folder / (std::string("out.") + format);
        media::package(sound_file(folder, format), format, tags, out);
        const json read = probed(out);
        INFO(read.dump(1));
        CHECK(read.at("title") == tags.title);
        CHECK(read.at("album") == tags.show);
        CHECK(read.at("artist") == tags.show);
        CHECK(read.at("track") == "12");
        CHECK(read.at("date").get<std::string>().substr(0, 4) == "2026");
        CHECK(read.at("genre") == "Podcast");
        CHECK(read.at("comment") == tags.comment);
        CHECK(read.at("streams") == 2);
    }
}

TEST_CASE("MP3 tags are ID3v2.3 in UTF-16 with its own date frames, and nothing else") {
    const tests::TempFolder folder;
    media::package(sound_file(folder, "mp3"), "mp3", full_tags(), folder / "out");
    const std::string bytes = tests::read(folder / "out");
    CHECK(bytes.substr(0, 5) == std::string("ID3\x03\x00", 5));
    const std::size_t title = bytes.find("TIT2");
    REQUIRE(title != std::string::npos);
    CHECK(bytes.substr(title + 10, 3) == "\x01\xff\xfe");
    for (const char* frame : {"TYER", "TDAT", "TIME"}) CHECK(bytes.find(frame) != std::string::npos);
    CHECK(bytes.find("TDRC") == std::string::npos);
    CHECK(bytes.substr(bytes.size() - 128, 3) != "TAG");
    CHECK(bytes.find("APETAGEX") == std::string::npos);
}

TEST_CASE("tagging twice gives the bytes of tagging once, also after other and longer tags") {
    for (const char* format : {"mp3", "m4a", "opus", "flac", "wav"}) {
        INFO(format);
        const tests::TempFolder folder;
        const std::filesystem::path plain = sound_file(folder, format);
        media::package(plain, format, full_tags(), folder / "once");
        media::package(folder / "once", format, full_tags(), folder / "twice");
        media::Tags longer = full_tags();
        longer.comment = std::string(5000, 'x');
        media::package(plain, format, longer, folder / "longer");
        media::package(folder / "longer", format, full_tags(), folder / "back");
        CHECK(core::sha256_file(folder / "twice") == core::sha256_file(folder / "once"));
        // MP4 keeps the room that longer tags took, as a free atom.
        if (format != std::string("m4a"))
            CHECK(core::sha256_file(folder / "back") == core::sha256_file(folder / "once"));
    }
}

TEST_CASE("tagging leaves the sound as it is") {
    for (const char* format : {"mp3", "m4a", "opus", "flac", "wav"}) {
        const tests::TempFolder folder;
        const std::filesystem::path plain = sound_file(folder, format);
        const std::string stream = media::package(plain, format, full_tags(), folder / "out");
        CHECK(stream == av::stream_sha256(plain));
        CHECK(stream == av::stream_sha256(folder / "out"));
    }
}

TEST_CASE("a field that is empty is not written") {
    const tests::TempFolder folder;
    media::Tags tags;
    tags.title = "題";
    tags.language = "jpn";
    media::package(sound_file(folder, "mp3"), "mp3", tags, folder / "out");
    const std::string bytes = tests::read(folder / "out");
    for (const char* frame : {"COMM", "APIC", "TRCK", "TPOS", "TSOT", "TCOP"}) {
        INFO(frame);
        CHECK(bytes.find(frame) == std::string::npos);
    }
}

TEST_CASE("equal tags have equal digests, and every field counts") {
    const media::Tags tags = full_tags();
    const std::string digest = media::digest_of(tags, "picture");
    CHECK(media::digest_of(tags, "picture") == digest);
    CHECK(media::digest_of(tags, "another") != digest);
    const std::vector<void (*)(media::Tags&)> changes = {
        [](media::Tags& t) { t.title += "x"; },     [](media::Tags& t) { t.title_sort += "x"; },
        [](media::Tags& t) { t.show += "x"; },      [](media::Tags& t) { t.show_sort += "x"; },
        [](media::Tags& t) { t.author += "x"; },    [](media::Tags& t) { t.date += "x"; },
        [](media::Tags& t) { t.comment += "x"; },   [](media::Tags& t) { t.language += "x"; },
        [](media::Tags& t) { t.copyright += "x"; }, [](media::Tags& t) { t.number = 13; },
        [](media::Tags& t) { t.season.reset(); },
    };
    for (const auto& change : changes) {
        media::Tags changed = tags;
        change(changed);
        CHECK(media::digest_of(changed, "picture") != digest);
    }
}
