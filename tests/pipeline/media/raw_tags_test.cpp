// SPDX-License-Identifier: MIT
// Byte by byte: what readers have been seen to stumble over.
#include <catch2/catch.hpp>

#include <map>
#include <optional>

#include "tests/pipeline/media/tagged.h"

using namespace cityfm;
using namespace std::string_literals;

namespace {

std::size_t big_endian(const std::string& bytes, std::size_t at, std::size_t size = 4) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8U | static_cast<unsigned char>(bytes.at(at + i));
    return value;
}

struct Frame {
    std::string id;
    std::string content;
};

/// ID3v2.3 frames from `at` to `end`, whose sizes are plain numbers of four bytes.
std::vector<Frame> frames_in(const std::string& bytes, std::size_t at, std::size_t end) {
    std::vector<Frame> frames;
    while (at + 10 <= end && bytes[at] != '\0') {
        const std::size_t size = big_endian(bytes, at + 4);
        REQUIRE(at + 10 + size <= end);
        frames.push_back({bytes.substr(at, 4), bytes.substr(at + 10, size)});
        at += 10 + size;
    }
    return frames;
}

std::vector<Frame> frames_of(const std::string& file) {
    REQUIRE(file.substr(0, 5) == "ID3\x03\x00"s);
    std::size_t size = 0;
    for (std::size_t i = 6; i < 10; ++i) size = size << 7U | static_cast<unsigned char>(file[i]);
    return frames_in(file, 10, 10 + size);
}

std::string content_of(const std::vector<Frame>& frames, const std::string& id) {
    for (const Frame& frame : frames) {
        if (frame.id == id) return frame.content;
    }
    return "(none)";
}

/// Frames inside a CHAP or CTOC, behind `head` bytes that follow the element's name.
std::vector<Frame> frames_inside(const Frame& frame, std::size_t head) {
    return frames_in(frame.content, frame.content.find('\0') + 1 + head, frame.content.size());
}

media::Tags tags_with_long_chapters() {
    media::Tags tags = tests::full_tags();
    tags.chapters.clear();
    std::string title;
    for (int i = 0; i < 100; ++i) title += "漢";
    for (int i = 0; i < 3; ++i) tags.chapters.push_back({i * 500, std::to_string(i) + title});
    return tags;
}

struct Box {
    std::string type;
    std::size_t begin;
    std::size_t end;
};

std::vector<Box> boxes_in(const std::string& file, std::size_t at, std::size_t end) {
    std::vector<Box> boxes;
    while (at + 8 <= end) {
        const std::size_t size = big_endian(file, at);
        REQUIRE(size >= 8);
        REQUIRE(at + size <= end);
        boxes.push_back({file.substr(at + 4, 4), at, at + size});
        at += size;
    }
    return boxes;
}

std::optional<Box> find_box(const std::string& file, const std::vector<std::string>& path) {
    Box box{"", 0, file.size()};
    std::size_t head = 0;
    for (const std::string& type : path) {
        bool found = false;
        for (const Box& inner : boxes_in(file, box.begin + head, box.end)) {
            if (inner.type != type) continue;
            box = inner;
            found = true;
            break;
        }
        if (!found) return std::nullopt;
        head = type == "meta" ? 12 : 8;
    }
    return box;
}

}  // namespace

TEST_CASE("MP3 tags are ID3v2.3 in UTF-16 with its own date frames, and nothing else") {
    const tests::TempFolder folder;
    const std::string file = tests::read(tests::tagged(folder, "mp3", tests::full_tags()));
    const std::vector<Frame> frames = frames_of(file);
    CHECK(content_of(frames, "TIT2").substr(0, 3) == "\x01\xff\xfe");
    CHECK(content_of(frames, "TYER") ==
          "\0"
          "2026"s);
    CHECK(content_of(frames, "TDAT") ==
          "\0"
          "2211"s);
    CHECK(content_of(frames, "TIME") ==
          "\0"
          "2000"s);
    CHECK(content_of(frames, "TDRC") == "(none)");
    CHECK(file.substr(file.size() - 128, 3) != "TAG");
    CHECK(file.find("APETAGEX") == std::string::npos);
    std::map<std::string, int> counted;
    for (const Frame& frame : frames) ++counted[frame.id];
    for (const auto& [id, count] : counted) {
        INFO(id);
        CHECK(count == (id == "CHAP" ? 3 : id == "TXXX" ? 2 : 1));
    }
}

TEST_CASE("the feed is Apple's WFED, a text frame, and PCST is four zero bytes") {
    const tests::TempFolder folder;
    for (const char* format : {"mp3", "wav"}) {
        const std::string file = tests::read(tests::tagged(folder, format, tests::full_tags()));
        const std::size_t tag = file.find("ID3\x03\x00"s);
        REQUIRE(tag != std::string::npos);
        const std::vector<Frame> frames = frames_of(file.substr(tag));
        CHECK(content_of(frames, "WFED") == "\0https://radio.example.jp/feed.xml"s);
        CHECK(content_of(frames, "WOAF") == "https://radio.example.jp/");
        CHECK(content_of(frames, "PCST") == "\0\0\0\0"s);
        CHECK(content_of(frames, "USLT").substr(0, 4) == "\x01jpn");
        CHECK(content_of(frames, "COMM").substr(0, 4) == "\x01jpn");
        CHECK(content_of(frames, "APIC").substr(0, 13) == "\0image/jpeg\0\x03"s);
    }
}

TEST_CASE("chapters with titles of a hundred kanji have plain sizes, no gaps and no offsets") {
    const tests::TempFolder folder;
    const media::Tags tags = tags_with_long_chapters();
    const std::vector<Frame> frames = frames_of(tests::read(tests::tagged(folder, "mp3", tags)));
    std::vector<Frame> chapters;
    for (const Frame& frame : frames) {
        if (frame.id == "CHAP") chapters.push_back(frame);
    }
    REQUIRE(chapters.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string& content = chapters[i].content;
        CHECK(content.substr(0, 5) == "chp" + std::to_string(i) + "\0"s);
        CHECK(big_endian(content, 5) == 500 * i);
        CHECK(big_endian(content, 9) == (i == 2 ? 2000 : 500 * (i + 1)));
        CHECK(big_endian(content, 13) == 0xFFFFFFFF);
        CHECK(big_endian(content, 17) == 0xFFFFFFFF);
        const std::vector<Frame> inner = frames_inside(chapters[i], 16);
        REQUIRE(inner.size() == 1);
        CHECK(inner[0].id == "TIT2");
        CHECK(inner[0].content.size() == 1 + 2 + 2 * 101);  // encoding, mark, characters
        CHECK(inner[0].content.substr(0, 5) ==
              "\x01\xff\xfe" + std::string{static_cast<char>('0' + i), '\0'});
    }
}

TEST_CASE("the table of contents is on top, ordered, and names each chapter") {
    const tests::TempFolder folder;
    const std::vector<Frame> frames =
        frames_of(tests::read(tests::tagged(folder, "mp3", tests::full_tags())));
    CHECK(content_of(frames, "CTOC").substr(0, 21) == "toc\0\x03\x03"s + "chp0\0chp1\0chp2\0"s);
    for (const Frame& frame : frames) {
        if (frame.id != "CTOC") continue;
        const std::vector<Frame> inner = frames_inside(frame, 2 + 15);
        REQUIRE(inner.size() == 1);
        CHECK(inner[0].id == "TIT2");
    }
}

TEST_CASE("more chapters than a table of contents can count stand in tables below it") {
    const tests::TempFolder folder;
    media::Tags tags = tests::full_tags();
    tags.chapters.clear();
    for (int i = 0; i < 300; ++i) tags.chapters.push_back({i, "a"});
    std::map<std::string, std::string> tables;
    for (const Frame& frame : frames_of(tests::read(tests::tagged(folder, "mp3", tags)))) {
        if (frame.id == "CTOC") tables[frame.content.substr(0, frame.content.find('\0'))] = frame.content;
    }
    REQUIRE(tables.size() == 3);
    CHECK(tables["toc"].substr(0, 16) == "toc\0\x03\x02toc0\0toc1\0"s);
    CHECK(tables["toc0"].substr(0, 7) == "toc0\0\x01\xff"s);
    CHECK(tables["toc1"].substr(0, 14) == "toc1\0\x01\x2d"s + "chp255\0"s);
}

TEST_CASE("chapters of an M4A are in Nero's list and in a text track, and the index comes first") {
    const tests::TempFolder folder;
    const media::Tags tags = tags_with_long_chapters();
    const std::string file = tests::read(tests::tagged(folder, "m4a", tags));
    const auto index = find_box(file, {"moov"});
    const auto sound = find_box(file, {"mdat"});
    REQUIRE(index);
    REQUIRE(sound);
    CHECK(index->begin < sound->begin);
    const auto list = find_box(file, {"moov", "udta", "chpl"});
    REQUIRE(list);
    CHECK(file[list->begin + 16] == 3);
    std::size_t at = list->begin + 17;
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(big_endian(file, at, 8) == i * 500 * 10000);  // tenths of microseconds
        const std::size_t size = big_endian(file, at + 8, 1);
        CHECK(size == 255);
        // 84 kanji fit whole behind the digit, and two blanks stand for what was cut.
        CHECK(file.substr(at + 9, 253) == tags.chapters[i].title.substr(0, 253));
        CHECK(file.substr(at + 9 + 253, 2) == "  ");
        at += 9 + size;
    }
    // The text track's samples hold the titles whole, each behind its length.
    for (const media::TagChapter& chapter : tags.chapters) {
        const std::size_t title = file.find(chapter.title, sound->begin);
        REQUIRE(title != std::string::npos);
        CHECK(big_endian(file, title - 2, 2) == chapter.title.size());
    }
    int tracks = 0;
    for (const Box& box : boxes_in(file, index->begin + 8, index->end)) tracks += box.type == "trak" ? 1 : 0;
    CHECK(tracks == 2);
    CHECK(file.find("chap", index->begin) < index->end);
}

TEST_CASE("an M4A is a podcast to iTunes") {
    const tests::TempFolder folder;
    const std::string file = tests::read(tests::tagged(folder, "m4a", tests::full_tags()));
    const auto data_of = [&](const std::string& atom) {
        const auto box = find_box(file, {"moov", "udta", "meta", "ilst", atom, "data"});
        return box ? file.substr(box->begin + 8, box->end - box->begin - 8) : "(none)";
    };
    const std::string whole_number = "\0\0\0\x15\0\0\0\0"s;
    CHECK(data_of("stik") == whole_number + "\x15");
    CHECK(data_of("pcst") == whole_number + "\x01");
    CHECK(data_of("covr").substr(0, 10) == "\0\0\0\x0d\0\0\0\0\xff\xd8"s);
    CHECK(data_of("purl").substr(8) == "https://radio.example.jp/feed.xml");
    CHECK(data_of("egid").substr(8) == "3584cbd5-094e-5c08-9df4-e588987d11dd");
    CHECK(data_of("trkn").substr(8, 4) == "\0\0\0\x0c"s);
    CHECK(data_of("tves").substr(8) == "\0\0\0\x0c"s);
    CHECK(data_of("tvsn").substr(8) == "\0\0\0\x02"s);
    CHECK(data_of("tven").substr(8) == "S2E12");
}

TEST_CASE("Opus says its loudness as R128, and never as ReplayGain; FLAC and the others do") {
    const tests::TempFolder folder;
    const std::string opus = tests::read(tests::tagged(folder, "opus", tests::full_tags()));
    CHECK(opus.find("R128_TRACK_GAIN=-1728") != std::string::npos);  // (-23 + 16.25) * 256
    CHECK(opus.find("REPLAYGAIN") == std::string::npos);
    CHECK(opus.find("replaygain") == std::string::npos);
    const std::string flac = tests::read(tests::tagged(folder, "flac", tests::full_tags()));
    CHECK(flac.find("REPLAYGAIN_TRACK_GAIN=-1.75 dB") != std::string::npos);
    CHECK(flac.find("REPLAYGAIN_TRACK_PEAK=0.841395") != std::string::npos);
    CHECK(flac.find("R128_") == std::string::npos);
}

TEST_CASE("Vorbis comments hold chapters as their extension has them") {
    const tests::TempFolder folder;
    for (const char* format : {"opus", "flac"}) {
        const std::string file = tests::read(tests::tagged(folder, format, tests::full_tags()));
        for (const char* text :
             {"CHAPTER000=00:00:00.000", "CHAPTER001=00:00:00.500", "CHAPTER001NAME=ラーメン、みんなの一杯",
              "CHAPTER001URL=https://example.jp/a?b=c&d", "CHAPTER002=00:00:01.250"}) {
            INFO(text);
            CHECK(file.find(text) != std::string::npos);
        }
    }
}

TEST_CASE("a field that is empty is not written") {
    const tests::TempFolder folder;
    media::Tags tags;
    tags.title = "題";
    tags.language = "jpn";
    for (const Frame& frame : frames_of(tests::read(tests::tagged(folder, "mp3", tags)))) {
        INFO(frame.id);
        CHECK((frame.id == "TIT2" || frame.id == "TLAN" || frame.id == "TCON" || frame.id == "PCST"));
    }
}
