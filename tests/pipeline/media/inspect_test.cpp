// SPDX-License-Identifier: MIT
#include "pipeline/media/inspect.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "pipeline/core/error.h"
#include "pipeline/media/package.h"
#include "tests/pipeline/media/tagged.h"
#include "tests/support/command.h"

using namespace cityfm;
using namespace std::string_literals;
using core::Severity;

namespace {

/// Something in every field; made once.
const media::Tags& all_tags() {
    static const media::Tags tags = tests::full_tags();
    return tags;
}

/// Untagged sound of a format; made once.
const std::string& plain(const std::string& format) {
    static std::map<std::string, std::string> made;
    std::string& bytes = made[format];
    if (bytes.empty()) {
        const tests::TempFolder folder;
        bytes = tests::read(tests::sound_file(folder, format));
    }
    return bytes;
}

std::filesystem::path plain_file(const tests::TempFolder& folder, const std::string& format) {
    tests::write(folder / ("untagged." + format), plain(format));
    return folder / ("untagged." + format);
}

/// That sound, tagged.
std::filesystem::path tagged_file(const tests::TempFolder& folder, const std::string& format,
                                  const media::Tags& tags) {
    media::package(plain_file(folder, format), format, tags, folder / ("tagged." + format));
    return folder / ("tagged." + format);
}

/// What is missed, in its order: code, and field where there is one.
std::vector<std::string> misses_of(const media::Inspected& inspected) {
    std::vector<std::string> misses;
    for (const core::Finding& miss : inspected.misses) {
        const std::string field = core::arg(miss.args, "field");
        misses.push_back(std::string(core::name_of(miss.code)) + (field.empty() ? "" : " " + field));
    }
    return misses;
}

const core::Finding* find(const media::Inspected& inspected, core::Code code) {
    const auto found = std::find_if(inspected.misses.begin(), inspected.misses.end(),
                                    [&](const core::Finding& miss) { return miss.code == code; });
    return found != inspected.misses.end() ? &*found : nullptr;
}

bool misses(const media::Inspected& inspected, core::Code code) {
    return find(inspected, code) != nullptr;
}

std::string arg_of(const media::Inspected& inspected, core::Code code, const char* name) {
    const core::Finding* finding = find(inspected, code);
    return finding != nullptr ? core::arg(finding->args, name) : "(not missed)";
}

std::string big(std::size_t value) {
    std::string text;
    for (unsigned i = 4; i > 0; --i) text += static_cast<char>(value >> (8 * (i - 1)) & 0xffU);
    return text;
}

/// Four bytes of seven bits.
std::string seven_bits(std::size_t value) {
    std::string text;
    for (unsigned i = 4; i > 0; --i) text += static_cast<char>(value >> (7 * (i - 1)) & 0x7fU);
    return text;
}

std::string frame(int version, const std::string& id, const std::string& content) {
    return id + (version == 4 ? seven_bits(content.size()) : big(content.size())) + "\0\0"s + content;
}

std::string title(int version, const std::string& text) {
    return frame(version, "TIT2", '\0' + text);
}

std::string chapter(int version, const std::string& id, std::size_t start_ms, const std::string& inner) {
    return frame(version, "CHAP",
                 id + '\0' + big(start_ms) + big(start_ms + 1) + std::string(8, '\xff') + inner);
}

/// An untagged MP3 with an ID3 tag of these frames before it.
media::Inspected inspect_mp3_with(int version, const std::string& frames) {
    const tests::TempFolder folder;
    const std::string tag =
        "ID3" + std::string{static_cast<char>(version), '\0', '\0'} + seven_bits(frames.size()) + frames;
    tests::write(folder / "a.mp3", tag + plain("mp3"));
    return media::inspect(folder / "a.mp3");
}

/// Converts a file by FFmpeg.
void convert(const std::filesystem::path& from, const std::filesystem::path& to,
             const std::vector<std::string>& how = {}) {
    std::vector<std::string> words = {"ffmpeg", "-v", "error", "-i", from};
    words.insert(words.end(), how.begin(), how.end());
    words.push_back(to);
    const tests::Ran ran = tests::run_program(words);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
}

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
    for (const std::string format : tests::formats) {
        INFO(format);
        const tests::TempFolder folder;
        const std::filesystem::path file = tagged_file(folder, format, tags);
        const media::Inspected seen = media::inspect(file);
        CHECK(misses_of(seen).empty());
        CHECK(seen.bytes == std::filesystem::file_size(file));
        CHECK(seen.tag_kind == kinds.at(format));
        const media::Tags wanted = tests::kept_by(format, tags);
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
    for (const std::string format : tests::formats) {
        const tests::TempFolder folder;
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
    for (const std::string format : tests::formats) {
        INFO(format);
        const tests::TempFolder folder;
        const media::Inspected seen = media::inspect(tagged_file(folder, format, all_tags()));
        CHECK(seen.sound.duration_seconds == Approx(2).margin(0.0005));
    }
}

TEST_CASE("the bit rate is that of the encoder, tags or not") {
    // The picture alone is as large as half of the sound.
    for (const std::string format : {"mp3", "m4a"}) {
        INFO(format);
        const tests::TempFolder folder;
        const media::Inspected seen = media::inspect(tagged_file(folder, format, all_tags()));
        CHECK(static_cast<double>(seen.sound.bits_per_second) == Approx(96000).epsilon(0.02));
    }
}

TEST_CASE("frames to leave out are told by the formats that have them") {
    const media::Tags& tags = all_tags();
    const auto gapless_of = [&](const char* format) {
        const tests::TempFolder folder;
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

TEST_CASE("an untagged file misses each thing by name") {
    for (const std::string format : tests::formats) {
        INFO(format);
        const tests::TempFolder folder;
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
    const tests::TempFolder folder;
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
    for (const std::string format : tests::formats) {
        const tests::TempFolder folder;
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
    for (const std::string format : tests::formats) {
        INFO(format);
        const tests::TempFolder folder;
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

TEST_CASE("the front cover is the picture, wherever it stands among others") {
    const std::string png = "\x89PNG\r\n\x1a\n" + big(13) + "IHDR" + big(1400) + big(1400) + "\x08\2\0\0\0"s;
    const std::string icon = "\x89PNG\r\n\x1a\n" + big(13) + "IHDR" + big(32) + big(32) + "\x08\2\0\0\0"s;
    const media::Inspected seen = inspect_mp3_with(
        3, frame(3, "APIC", "\0image/png\0\1\0"s + icon) + frame(3, "APIC", "\0image/png\0\3\0"s + png));
    CHECK(seen.picture.width == 1400);
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
    const tests::TempFolder folder;
    const std::string frames =
        chapter(4, "a", 500, title(4, std::string(200, 'x'))) + frame(4, "CTOC", "aaaaa\0\3\1aaaaa\0"s);
    const std::string tag = "ID3\4\0\0"s + seven_bits(frames.size()) + frames;
    std::string size = big(tag.size());
    std::reverse(size.begin(), size.end());
    std::string file = plain("wav");
    file += "id3 " + size + tag + std::string(tag.size() % 2, '\0');
    std::string whole = big(file.size() - 8);
    std::reverse(whole.begin(), whole.end());
    tests::write(folder / "a.wav", file.replace(4, 4, whole));
    const media::Inspected seen = media::inspect(folder / "a.wav");
    CHECK(seen.tag_kind == "ID3v2.4");
    CHECK(misses(seen, core::Code::long_frames_in_v24));
    CHECK(misses(seen, core::Code::contents_loop));
    CHECK(misses(seen, core::Code::chapters_not_from_zero));
}

TEST_CASE("an M4A whose index stands behind the sound is named") {
    const tests::TempFolder folder;
    const std::filesystem::path file = tagged_file(folder, "m4a", all_tags());
    CHECK_FALSE(misses(media::inspect(file), core::Code::index_behind_sound));
    convert(file, folder / "late.m4a", {"-map", "0:a", "-c", "copy"});
    CHECK(misses(media::inspect(folder / "late.m4a"), core::Code::index_behind_sound));
}

TEST_CASE("a file that does not state its length is named") {
    const tests::TempFolder folder;
    convert(plain_file(folder, "wav"), folder / "raw.mp3", {"-write_xing", "0", "-id3v2_version", "0"});
    CHECK(misses(media::inspect(folder / "raw.mp3"), core::Code::misses_length));
    std::string wav = plain("wav");
    wav.replace(wav.find("data") + 4, 4, "\xff\xff\xff\xff");
    tests::write(folder / "endless.wav", wav);
    CHECK(misses(media::inspect(folder / "endless.wav"), core::Code::misses_length));
    std::string flac = plain("flac");
    flac.replace(22, 4, std::string(4, '\0'));  // the count of frames, in the middle of the first block
    flac[21] = static_cast<char>(flac[21] & 0xf0);
    tests::write(folder / "endless.flac", flac);
    CHECK(misses(media::inspect(folder / "endless.flac"), core::Code::misses_length));
    convert(folder / "untagged.wav", folder / "a.aac");
    CHECK(misses(media::inspect(folder / "a.aac"), core::Code::misses_length));
}

TEST_CASE("Ogg Vorbis, AAC without a container, AIFF and others do not fail") {
    const tests::TempFolder folder;
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
    const tests::TempFolder folder;
    tests::write(folder / "empty.mp3", "");
    CHECK(refusal_of(folder / "empty.mp3") == core::Code::file_empty);
    tests::write(folder / "text.mp3", "This is a letter.\n");
    CHECK(refusal_of(folder / "text.mp3") == core::Code::not_sound);
    const std::string m4a = plain("m4a");
    tests::write(folder / "cut.m4a", m4a.substr(0, 500));
    CHECK(refusal_of(folder / "cut.m4a") == core::Code::unreadable_sound);
    REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=red:s=32x32:d=0.2",
                                "-c:v", "mpeg4", folder / "film.mp4"})
                .code == 0);
    CHECK(refusal_of(folder / "film.mp4") == core::Code::no_sound_in_it);
    CHECK_THROWS_AS(media::inspect(folder / "absent.mp3"), core::Error);
    std::filesystem::create_directory(folder / "folder.mp3");
    CHECK_THROWS_AS(media::inspect(folder / "folder.mp3"), core::Error);
}

TEST_CASE("a file is inspected by what it is, not by its name") {
    for (const std::string format : tests::formats) {
        INFO(format);
        const tests::TempFolder folder;
        std::filesystem::copy_file(tagged_file(folder, format, all_tags()), folder / "a.txt");
        const media::Inspected seen = media::inspect(folder / "a.txt");
        CHECK(seen.tag_kind == kinds.at(format));
        CHECK(misses_of(seen).empty());
    }
}

TEST_CASE("inspecting changes nothing") {
    for (const std::string format : tests::formats) {
        INFO(format);
        const tests::TempFolder folder;
        const std::filesystem::path file = tagged_file(folder, format, all_tags());
        const auto before = tests::digests_below(folder.path());
        std::filesystem::permissions(file, std::filesystem::perms::owner_read);
        media::inspect(file);
        CHECK(tests::digests_below(folder.path()) == before);
    }
}

TEST_CASE("a sound cut short keeps its tags, and no other exception comes of it") {
    for (const std::string format : tests::formats) {
        const tests::TempFolder folder;
        const std::string whole = tests::read(tagged_file(folder, format, all_tags()));
        for (std::size_t tenths = 1; tenths < 10; ++tenths) {
            INFO(format << " " << tenths << " tenths");
            tests::write(folder / "cut", whole.substr(0, whole.size() * tenths / 10));
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
