// SPDX-License-Identifier: MIT
// What a podcast player would miss in a finished file.
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

std::string arg_of(const media::Inspected& inspected, core::Code code, const char* name) {
    for (const core::Finding& miss : inspected.misses) {
        if (miss.code == code) return core::arg(miss.args, name);
    }
    return "(not missed)";
}

}  // namespace

TEST_CASE("an untagged file misses each thing by name") {
    for (const std::string format : formats) {
        INFO(format);
        const TempFolder folder;
        const std::filesystem::path file = plain_file(folder, format);
        const media::Inspected seen = media::inspect(file);
        std::vector<std::string> missed = misses_of(seen);
        std::sort(missed.begin(), missed.end());
        CHECK(missed == std::vector<std::string>{"misses-chapters", "misses-field artist",
                                                 "misses-field date", "misses-field description",
                                                 "misses-field language", "misses-field show",
                                                 "misses-field title", "misses-loudness", "misses-picture"});
        for (const core::Finding& miss : seen.misses) {
            CHECK(core::arg(miss.args, "path") == file.string());
            CHECK(miss.severity != Severity::error);
        }
        CHECK(seen.tags == media::Tags());
        CHECK(seen.picture.format.empty());
        if (format == "mp3" || format == "wav") CHECK(seen.tag_kind.empty());
    }
}

TEST_CASE("what listeners see at once is a warning, and the rest a hint") {
    const TempFolder folder;
    const media::Inspected seen = media::inspect(plain_file(folder, "mp3"));
    for (const core::Finding& miss : seen.misses) {
        const std::string field = core::arg(miss.args, "field");
        INFO(core::name_of(miss.code) << " " << field);
        const bool at_once = field == "title" || field == "show" || miss.code == core::Code::misses_picture;
        CHECK(miss.severity == (at_once ? Severity::warning : Severity::hint));
    }
}

TEST_CASE("each field that is missing is missed alone") {
    const std::vector<std::pair<std::string, std::string media::Tags::*>> fields = {
        {"title", &media::Tags::title},       {"show", &media::Tags::show},
        {"artist", &media::Tags::artist},     {"date", &media::Tags::date},
        {"language", &media::Tags::language},
    };
    const media::Tags& all = all_tags();
    for (const std::string format : formats) {
        const TempFolder folder;
        for (const auto& [name, field] : fields) {
            INFO(format << " " << name);
            media::Tags tags = all;
            (tags.*field).clear();
            const media::Inspected seen = media::inspect(tagged_file(folder, format, tags));
            CHECK(misses_of(seen) == std::vector<std::string>{"misses-field " + name});
        }
    }
}

TEST_CASE("a summary is description enough, and loudness, picture and chapters are missed alone") {
    for (const std::string format : formats) {
        INFO(format);
        const TempFolder folder;
        media::Tags tags = all_tags();
        tags.description.clear();
        CHECK(misses_of(media::inspect(tagged_file(folder, format, tags))).empty());
        tags.summary.clear();
        CHECK(misses_of(media::inspect(tagged_file(folder, format, tags))) ==
              std::vector<std::string>{"misses-field description"});
        tags = all_tags();
        tags.sound.integrated_lufs.reset();
        tags.picture.clear();
        tags.chapters.clear();
        CHECK(misses_of(media::inspect(tagged_file(folder, format, tags))) ==
              std::vector<std::string>{"misses-loudness", "misses-picture", "misses-chapters"});
    }
}

TEST_CASE("a picture that players cannot show is named, and one that is not square") {
    const auto with_picture = [](const std::string& picture) {
        return inspect_mp3_with(3, frame(3, "APIC", "\0image/jpeg\0\3\0"s + picture));
    };
    const media::Inspected gif = with_picture("GIF89a and more");
    CHECK(arg_of(gif, core::Code::picture_unreadable, "reason") == "gif");
    CHECK_FALSE(misses(gif, core::Code::misses_picture));
    const media::Inspected nothing = with_picture("no picture at all");
    CHECK_FALSE(arg_of(nothing, core::Code::picture_unreadable, "reason").empty());
    const std::string png = "\x89PNG\r\n\x1a\n" + big(13) + "IHDR";
    const media::Inspected wide = with_picture(png + big(1400) + big(700) + "\x08\2\0\0\0"s);
    CHECK(arg_of(wide, core::Code::artwork_not_square, "width") == "1400");
    CHECK(arg_of(wide, core::Code::artwork_not_square, "height") == "700");
    CHECK_FALSE(misses(wide, core::Code::picture_unreadable));
    const media::Inspected square = with_picture(png + big(1400) + big(1400) + "\x08\2\0\0\0"s);
    CHECK_FALSE(misses(square, core::Code::artwork_not_square));
    CHECK_FALSE(misses(square, core::Code::picture_unreadable));
}

TEST_CASE("a picture whose header was cut is unreadable") {
    const auto with_picture = [](const std::string& picture) {
        return inspect_mp3_with(3, frame(3, "APIC", "\0image/jpeg\0\3\0"s + picture));
    };
    CHECK(misses(with_picture("\x89PNG\r\n\x1a\n"), core::Code::picture_unreadable));
    CHECK(misses(with_picture("\xff\xd8\xff\xe0\0\x10JFIF"s), core::Code::picture_unreadable));
}

TEST_CASE("chapters that do not start at the beginning, or have no title, are named") {
    const media::Inspected late =
        inspect_mp3_with(3, chapter(3, "b", 90'000, {}) + chapter(3, "a", 61'500, title(3, "late")));
    CHECK(arg_of(late, core::Code::chapters_not_from_zero, "title") == "late");
    CHECK(arg_of(late, core::Code::chapters_not_from_zero, "start") == "01:01");
    CHECK(arg_of(late, core::Code::chapter_without_title, "start") == "01:30");
    CHECK_FALSE(misses(late, core::Code::misses_chapters));
    const media::Inspected good =
        inspect_mp3_with(3, chapter(3, "a", 0, title(3, "x")) + chapter(3, "b", 1, title(3, "y")));
    CHECK_FALSE(misses(good, core::Code::chapters_not_from_zero));
    CHECK_FALSE(misses(good, core::Code::chapter_without_title));
}

TEST_CASE("long texts in chapters are named in ID3v2.4 alone, from 128 bytes of frame") {
    const auto with_text = [](int version, std::size_t bytes) {
        return inspect_mp3_with(version,
                                chapter(version, "a", 0, title(version, std::string(bytes - 1, 'x'))));
    };
    CHECK(misses(with_text(4, 128), core::Code::long_frames_in_v24));
    CHECK_FALSE(misses(with_text(4, 127), core::Code::long_frames_in_v24));
    CHECK_FALSE(misses(with_text(3, 1000), core::Code::long_frames_in_v24));
    CHECK_FALSE(
        misses(inspect_mp3_with(4, title(4, std::string(1000, 'x'))), core::Code::long_frames_in_v24));
}

TEST_CASE("tables of contents that lead in a circle are named") {
    const std::string circle = frame(3, "CTOC", "aa\0\3\1bb\0"s) + frame(3, "CTOC", "bb\0\1\1aa\0"s);
    CHECK(misses(inspect_mp3_with(3, circle), core::Code::contents_loop));
    const std::string tree = frame(3, "CTOC", "aa\0\3\1bb\0"s) + frame(3, "CTOC", "bb\0\1\1cc\0"s);
    CHECK_FALSE(misses(inspect_mp3_with(3, tree), core::Code::contents_loop));
}

TEST_CASE("the same is said of ID3 in a WAV") {
    const TempFolder folder;
    const std::string frames =
        chapter(4, "a", 500, title(4, std::string(200, 'x'))) + frame(4, "CTOC", "aaaaa\0\3\1aaaaa\0"s);
    const std::string tag = id3(4, frames);
    std::string file = plain("wav");
    file += "id3 " + little(tag.size()) + tag + std::string(tag.size() % 2, '\0');
    write(folder / "a.wav", file.replace(4, 4, little(file.size() - 8)));
    const media::Inspected seen = media::inspect(folder / "a.wav");
    CHECK(seen.tag_kind == "ID3v2.4");
    CHECK(misses(seen, core::Code::long_frames_in_v24));
    CHECK(misses(seen, core::Code::contents_loop));
    CHECK(misses(seen, core::Code::chapters_not_from_zero));
}

TEST_CASE("an M4A whose index stands behind the sound is named") {
    const TempFolder folder;
    const std::filesystem::path file = tagged_file(folder, "m4a", all_tags());
    CHECK_FALSE(misses(media::inspect(file), core::Code::index_behind_sound));
    convert(file, folder / "late.m4a", {"-map", "0:a", "-c", "copy"});
    CHECK(misses(media::inspect(folder / "late.m4a"), core::Code::index_behind_sound));
}

TEST_CASE("a file that does not state its length is named") {
    const TempFolder folder;
    convert(plain_file(folder, "wav"), folder / "raw.mp3", {"-write_xing", "0", "-id3v2_version", "0"});
    CHECK(misses(media::inspect(folder / "raw.mp3"), core::Code::misses_length));
    std::string wav = plain("wav");
    wav.replace(wav.find("data") + 4, 4, "\xff\xff\xff\xff");
    write(folder / "endless.wav", wav);
    CHECK(misses(media::inspect(folder / "endless.wav"), core::Code::misses_length));
    std::string flac = plain("flac");
    flac.replace(22, 4, std::string(4, '\0'));  // the count of frames, in the middle of the first block
    flac[21] = static_cast<char>(flac[21] & 0xf0);
    write(folder / "endless.flac", flac);
    CHECK(misses(media::inspect(folder / "endless.flac"), core::Code::misses_length));
    convert(folder / "untagged.wav", folder / "a.aac");
    CHECK(misses(media::inspect(folder / "a.aac"), core::Code::misses_length));
}
