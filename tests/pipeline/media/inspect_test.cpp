// SPDX-License-Identifier: MIT
// What is seen of a finished file.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "pipeline/core/error.h"
#include "pipeline/media/inspect.h"
#include "pipeline/media/package.h"
#include "tests/pipeline/media/hostile.h"
#include "tests/pipeline/media/id3_bytes.h"
#include "tests/pipeline/media/inspected.h"
#include "tests/pipeline/media/tagged.h"
#include "tests/support/command.h"
#include "tests/support/raw_bytes.h"

using namespace cityfm;
using namespace cityfm::tests;
using namespace std::string_literals;
using core::Severity;

namespace {

core::Code refusal_of(const std::filesystem::path& path) {
    try {
        media::inspect(path);
    } catch (const core::Error& error) {
        CHECK(core::arg(error.args, "path") == path.string());
        return error.code;
    }
    return core::Code::unexpected;
}

const std::map<std::string, std::string> kinds = {{"mp3", "ID3v2.3"},
                                                  {"m4a", "MP4"},
                                                  {"opus", "Vorbis comments"},
                                                  {"flac", "Vorbis comments"},
                                                  {"wav", "ID3v2.3"}};

}  // namespace

TEST_CASE("nothing is missed in a file of any format with all its tags") {
    const media::Tags& tags = all_tags();
    for (const std::string format : formats) {
        INFO(format);
        const TempFolder folder;
        const std::filesystem::path file = tagged_file(folder, format, tags);
        const media::Inspected seen = media::inspect(file);
        CHECK(misses_of(seen).empty());
        CHECK(seen.bytes == std::filesystem::file_size(file));
        CHECK(seen.tag_kind == kinds.at(format));
        const media::Tags wanted = kept_by(format, tags);
        CHECK(seen.tags.title == wanted.title);
        CHECK(seen.tags.chapters == wanted.chapters);
        CHECK(seen.tags.number == 12);
        CHECK(seen.tags.season == 2);
        CHECK(seen.tags.picture == wanted.picture);
        CHECK(seen.picture.format == "jpeg");
        CHECK(seen.picture.width == 1400);
        CHECK(seen.picture.height == 1400);
        CHECK(seen.picture.components == 3);
        CHECK(seen.tags.sound.integrated_lufs.value_or(0) == Approx(-16.25).margin(0.005));
    }
}

TEST_CASE("the sound of each format is described by its header, with tags and without") {
    struct Expected {
        std::string container;
        std::string codec;
        std::int64_t frames;
    };
    const std::map<std::string, Expected> all = {{"mp3", {"mp3", "mp3", 96000}},
                                                 {"m4a", {"mov,mp4,m4a,3gp,3g2,mj2", "aac", 96000}},
                                                 {"opus", {"ogg", "opus", 0}},  // its header does not say
                                                 {"flac", {"flac", "flac", 96000}},
                                                 {"wav", {"wav", "pcm_s24le", 96000}}};
    for (const std::string format : formats) {
        const TempFolder folder;
        const std::filesystem::path tagged = tagged_file(folder, format, all_tags());
        for (const std::filesystem::path& file : {tagged, folder / ("untagged." + format)}) {
            INFO(file.filename());
            const av::SoundInfo sound = media::inspect(file).sound;
            CHECK(sound.container == all.at(format).container);
            CHECK(sound.codec == all.at(format).codec);
            CHECK(sound.format == av::SoundFormat{48000, 2});
            CHECK(sound.declared_frames == all.at(format).frames);
            CHECK(sound.duration_seconds == Approx(2).margin(0.05));
        }
    }
}

TEST_CASE("the duration of each format is that of the sound alone") {
    for (const std::string format : formats) {
        INFO(format);
        const TempFolder folder;
        const media::Inspected seen = media::inspect(tagged_file(folder, format, all_tags()));
        CHECK(seen.sound.duration_seconds == Approx(2).margin(0.0005));
    }
}

TEST_CASE("the bit rate is that of the encoder, tags or not") {
    // The picture alone is as large as half of the sound.
    for (const std::string format : {"mp3", "m4a"}) {
        INFO(format);
        const TempFolder folder;
        const media::Inspected seen = media::inspect(tagged_file(folder, format, all_tags()));
        CHECK(static_cast<double>(seen.sound.bits_per_second) == Approx(96000).epsilon(0.02));
    }
}

TEST_CASE("frames to leave out are told by the formats that have them") {
    const media::Tags& tags = all_tags();
    const auto gapless_of = [&](const char* format) {
        const TempFolder folder;
        return media::inspect(tagged_file(folder, format, tags)).sound.gapless;
    };
    // LAME's figures: 85 frames of 1152, of which 96,000 are sound.
    const auto mp3 = gapless_of("mp3");
    REQUIRE(mp3);
    CHECK(mp3->start_frames == 576);
    CHECK(mp3->start_frames + mp3->end_frames + 96000 == 85 * 1152);
    const auto m4a = gapless_of("m4a");
    REQUIRE(m4a);
    CHECK(m4a->start_frames == 1024);
    const auto opus = gapless_of("opus");
    REQUIRE(opus);
    CHECK(opus->start_frames == 312);
    CHECK_FALSE(gapless_of("flac"));
    CHECK_FALSE(gapless_of("wav"));
}

TEST_CASE("the front cover is the picture, wherever it stands among others") {
    const std::string png = "\x89PNG\r\n\x1a\n" + big(13) + "IHDR" + big(1400) + big(1400) + "\x08\2\0\0\0"s;
    const std::string icon = "\x89PNG\r\n\x1a\n" + big(13) + "IHDR" + big(32) + big(32) + "\x08\2\0\0\0"s;
    const media::Inspected seen = inspect_mp3_with(
        3, frame(3, "APIC", "\0image/png\0\1\0"s + icon) + frame(3, "APIC", "\0image/png\0\3\0"s + png));
    CHECK(seen.picture.width == 1400);
}

TEST_CASE("Ogg Vorbis, AAC without a container, AIFF and others do not fail") {
    const TempFolder folder;
    const std::filesystem::path wav = plain_file(folder, "wav");
    const std::map<std::string, std::string> codecs = {
        {"ogg", "vorbis"},    {"aac", "aac"},       {"aiff", "pcm_s16be"},
        {"mka", "vorbis"},    {"caf", "pcm_s16be"}, {"au", "pcm_s16be"},
        {"w64", "pcm_s16le"}, {"mp4", "aac"},       {"mp2", "mp2"}};
    for (const auto& [ending, codec] : codecs) {
        INFO(ending);
        const std::string encoder = codec == "vorbis" ? "libvorbis" : codec;
        convert(wav, folder / ("a." + ending), {"-c:a", encoder, "-metadata", "title=x"});
        const media::Inspected seen = media::inspect(folder / ("a." + ending));
        CHECK(seen.sound.codec == codec);
        CHECK(seen.sound.format == av::SoundFormat{48000, 2});
        CHECK(seen.sound.duration_seconds == Approx(2).margin(0.1));
        CHECK(misses(seen, core::Code::misses_picture));
        CHECK(misses(seen, core::Code::misses_chapters));
        const bool states = ending == "ogg" || ending == "aiff" || ending == "mp4";
        if (states) CHECK_FALSE(misses(seen, core::Code::misses_length));
    }
}

TEST_CASE("what is no sound is refused by name") {
    const TempFolder folder;
    write(folder / "empty.mp3", "");
    CHECK(refusal_of(folder / "empty.mp3") == core::Code::file_empty);
    write(folder / "text.mp3", "This is a letter.\n");
    CHECK(refusal_of(folder / "text.mp3") == core::Code::not_sound);
    const std::string m4a = plain("m4a");
    write(folder / "cut.m4a", m4a.substr(0, 500));
    CHECK(refusal_of(folder / "cut.m4a") == core::Code::unreadable_sound);
    REQUIRE(run_program({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=red:s=32x32:d=0.2", "-c:v",
                         "mpeg4", folder / "film.mp4"})
                .code == 0);
    CHECK(refusal_of(folder / "film.mp4") == core::Code::no_sound_in_it);
    CHECK_THROWS_AS(media::inspect(folder / "absent.mp3"), core::Error);
    std::filesystem::create_directory(folder / "folder.mp3");
    CHECK_THROWS_AS(media::inspect(folder / "folder.mp3"), core::Error);
}

TEST_CASE("a file is inspected by what it is, not by its name") {
    for (const std::string format : formats) {
        INFO(format);
        const TempFolder folder;
        std::filesystem::copy_file(tagged_file(folder, format, all_tags()), folder / "a.txt");
        const media::Inspected seen = media::inspect(folder / "a.txt");
        CHECK(seen.tag_kind == kinds.at(format));
        CHECK(misses_of(seen).empty());
    }
}

TEST_CASE("inspecting changes nothing") {
    for (const std::string format : formats) {
        INFO(format);
        const TempFolder folder;
        const std::filesystem::path file = tagged_file(folder, format, all_tags());
        const auto before = digests_below(folder.path());
        std::filesystem::permissions(file, std::filesystem::perms::owner_read);
        media::inspect(file);
        CHECK(digests_below(folder.path()) == before);
    }
}

TEST_CASE("a sound cut short keeps its tags, and no other exception comes of it") {
    for (const std::string format : formats) {
        const TempFolder folder;
        const std::string whole = read(tagged_file(folder, format, all_tags()));
        for (std::size_t tenths = 1; tenths < 10; ++tenths) {
            INFO(format << " " << tenths << " tenths");
            write(folder / "cut", whole.substr(0, whole.size() * tenths / 10));
            try {
                const media::Inspected seen = media::inspect(folder / "cut");
                // All of them but WAV have their tags in front.
                if (tenths == 9 && format != "wav") CHECK(seen.tags.title == all_tags().title);
            } catch (const core::Error& error) {
                INFO(error.what());
                CHECK(tenths < 9);
            }
        }
    }
}
