// SPDX-License-Identifier: MIT
// Opus and FLAC files of foreign and broken make: what is read of them, and that new tags replace theirs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "pipeline/av/picture.h"
#include "pipeline/media/inspect.h"
#include "pipeline/media/package.h"
#include "pipeline/text/unicode.h"
#include "tests/pipeline/media/hostile.h"
#include "tests/pipeline/media/id3_bytes.h"
#include "tests/pipeline/media/tagged.h"
#include "tests/support/apart.h"
#include "tests/support/raw_bytes.h"

using namespace cityfm;
using namespace cityfm::tests;
using namespace std::string_literals;

namespace {

std::string sized(const std::string& text) {
    return little(text.size()) + text;
}

std::string comments(const std::vector<std::string>& fields, std::optional<std::uint32_t> count = {}) {
    std::string content = sized("ffmpeg") + little(count.value_or(static_cast<std::uint32_t>(fields.size())));
    for (const std::string& field : fields) content += sized(field);
    return content;
}

/// RFC 3533, section 6: x^32 + x^26 + ..., not reflected, from 0.
std::uint32_t ogg_checksum(const std::string& page) {
    std::uint32_t sum = 0;
    for (const char c : page) {
        sum ^= static_cast<std::uint32_t>(static_cast<unsigned char>(c)) << 24U;
        for (int bit = 0; bit < 8; ++bit) sum = sum << 1U ^ ((sum >> 31U) * 0x04c11db7U);
    }
    return sum;
}

std::size_t page_size(const std::string& file, std::size_t at) {
    const std::size_t segments = big_at(file, at + 26, 1);
    std::size_t size = 27 + segments;
    for (std::size_t i = 0; i < segments; ++i) size += big_at(file, at + 27 + i, 1);
    return size;
}

/// The plain Opus file with another packet for its comments, in one page.
std::string opus_with(const std::string& packet) {
    const std::string& file = plain("opus");
    const std::size_t second = page_size(file, 0);
    const std::size_t third = second + page_size(file, second);
    const std::size_t segments = packet.size() / 255 + 1;
    REQUIRE(segments <= 255);
    std::string page = file.substr(second, 26) + static_cast<char>(segments) +
                       std::string(segments - 1, '\xff') + static_cast<char>(packet.size() % 255) + packet;
    put(page, 22, big(0));
    put(page, 22, little(ogg_checksum(page)));
    return file.substr(0, second) + page + file.substr(third);
}

std::string flac_block(int type, const std::string& content, bool last = false) {
    return static_cast<char>(type | (last ? 0x80 : 0)) + big(content.size(), 3) + content;
}

/// The plain FLAC file with these blocks behind its first one, which says what the sound is.
std::string flac_with(const std::string& blocks) {
    const std::string& file = plain("flac");
    constexpr std::size_t first_end = 4 + 4 + 34;
    std::size_t at = first_end;
    for (bool last = false; !last; at += 4 + big_at(file, at + 1, 3)) last = (file[at] & 0x80) != 0;
    return file.substr(0, first_end) + blocks + flac_block(1, std::string(10, '\0'), true) + file.substr(at);
}

std::string with_comments(const std::string& format, const std::string& content) {
    return format == "opus" ? opus_with("OpusTags" + content) : flac_with(flac_block(4, content));
}

/// FLAC's picture block, with lengths that may be wrong.
std::string picture_block(const std::string& picture, std::uint32_t type_size, std::uint32_t words_size,
                          std::uint32_t picture_size) {
    return big(3) + big(type_size) + "image/png" + big(words_size) + big(20) + big(20) + big(24) + big(0) +
           big(picture_size) + picture;
}

std::string base64(const std::string& bytes) {
    constexpr const char* letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::string three = bytes.substr(at, 3);
        const std::size_t size = three.size();
        three.resize(3, '\0');
        const std::uint64_t bits = big_at(three, 0, 3);
        for (unsigned i = 0; i < 4; ++i) text += i > size ? '=' : letters[bits >> (18 - 6 * i) & 63U];
    }
    return text;
}

}  // namespace

TEST_CASE("comments of another's hand are read, and replaced") {
    for (const char* format : {"opus", "flac"}) {
        INFO(format);
        const std::string file = with_comments(
            format, comments({"title=small letters", "Title=again", "ARTIST=someone", "TRACKNUMBER=3/9"}));
        const auto seen = look_at(format, file);
        REQUIRE(seen);
        CHECK(seen->tag_kind == "Vorbis comments");
        CHECK(seen->tags.title == "small letters");
        CHECK(seen->tags.artist == "someone");
        CHECK(seen->tags.number == 3);
        check_tagged_anew(format, file);
    }
}

TEST_CASE("a header that claims more comments than it holds is no harm") {
    for (const char* format : {"opus", "flac"}) {
        for (const std::uint32_t count : {2U, 1000U, 0x7fffffffU, 0x80000000U, 0xffffffffU}) {
            INFO(format << " " << count);
            const std::string file = with_comments(format, comments({"TITLE=x"}, count));
            CHECK(look_at(format, file));
            check_tagged_anew(format, file);
        }
    }
}

TEST_CASE("comments that claim any length are no harm") {
    for (const char* format : {"opus", "flac"}) {
        for (const std::uint32_t size : {0U, 100U, 0x7fffffffU, 0x80000000U, 0xfffffff8U, 0xffffffffU}) {
            INFO(format << " " << size);
            const std::string second =
                sized("ffmpeg") + little(2) + sized("TITLE=x") + little(size) + "ARTIST=y";
            const auto seen = look_at(format, with_comments(format, second));
            REQUIRE(seen);
            CHECK(seen->tags.title == "x");
            check_tagged_anew(format, with_comments(format, second));
            const std::string maker = little(size) + "by hand" + little(1) + sized("TITLE=x");
            CHECK(look_at(format, with_comments(format, maker)));
            check_tagged_anew(format, with_comments(format, maker), Wanted::same_sound_or_refusal);
        }
    }
}

TEST_CASE("comments without a name, without a value, or without UTF-8 are no harm") {
    for (const char* format : {"opus", "flac"}) {
        INFO(format);
        const auto seen = look_at(
            format,
            with_comments(format, comments({"", "=", "=x", "TITLE", "TITLE=", "TITLE=x", "ARTIST=\xff\xfe",
                                            "ALBUM=\xe6\xbc", "\xff=x", "漢=字", "COMMENT=a\0b"s})));
        REQUIRE(seen);
        CHECK((seen->tags.title == "x" || seen->tags.title.empty()));
        CHECK(text::is_utf8(seen->tags.artist));
        CHECK(text::is_utf8(seen->tags.show));
    }
}

TEST_CASE("a picture in comments that is broken is none, and the texts are read") {
    const std::string picture = av::plain_png(20, 1, 2, 3);
    const auto size = static_cast<std::uint32_t>(picture.size());
    const std::string good = base64(picture_block(picture, 9, 0, size));
    const std::map<std::string, std::string> values = {
        {"no base64", "!!!! this is not base64 !!!!"},
        {"nothing", ""},
        {"one letter", "A"},
        {"odd length", good.substr(0, 41)},
        {"cut", good.substr(0, good.size() / 2)},
        {"broken inside", good.substr(0, 40) + "\xff\x01{}" + good.substr(44)},
        {"long type", base64(picture_block(picture, 0xffffffff, 0, size))},
        {"long words", base64(picture_block(picture, 9, 0xffffffff, size))},
        {"long picture", base64(picture_block(picture, 9, 0, 0xffffffff))},
        {"long type and words", base64(picture_block(picture, 0x80000000, 0x80000000, size))},
        {"short", base64(big(3))},
    };
    for (const auto& [name, value] : values) {
        INFO(name);
        const std::string file =
            with_comments("opus", comments({"TITLE=x", "METADATA_BLOCK_PICTURE=" + value, "ARTIST=y"}));
        const auto seen = look_at("opus", file);
        REQUIRE(seen);
        CHECK(seen->tags.title == "x");
        CHECK(seen->tags.artist == "y");
        if (seen->picture.format.empty())
            CHECK(
                (misses(*seen, core::Code::misses_picture) || misses(*seen, core::Code::picture_unreadable)));
        check_tagged_anew("opus", file);
    }
    const auto seen = look_at("opus", with_comments("opus", comments({"METADATA_BLOCK_PICTURE=" + good})));
    REQUIRE(seen);
    CHECK(seen->tags.picture == picture);
}

TEST_CASE("chapters in comments are read from 000 and from 001") {
    for (const char* format : {"opus", "flac"}) {
        for (const int first : {0, 1}) {
            INFO(format << " " << first);
            std::vector<std::string> fields;
            const char* starts[] = {"00:00:00.000", "00:00:00.500", "00:00:01.250"};
            for (int i = 0; i < 3; ++i) {
                const std::string name = "CHAPTER00" + std::to_string(first + i);
                fields.push_back(name + "=" + starts[i]);
                fields.push_back(name + "NAME=part " + std::to_string(i));
            }
            fields.push_back("CHAPTER00" + std::to_string(first + 1) + "URL=https://example.jp/");
            const std::string file = with_comments(format, comments(fields));
            const auto seen = look_at(format, file);
            REQUIRE(seen);
            CHECK(starts_of(*seen) == std::vector<std::int64_t>{0, 500, 1250});
            CHECK(titles_of(*seen) == std::vector<std::string>{"part 0", "part 1", "part 2"});
            CHECK(seen->tags.chapters.at(1).link == "https://example.jp/");
            CHECK(faults_of(*seen).empty());
            check_tagged_anew(format, file);
        }
    }
}

TEST_CASE("a chapter in comments with a time of nonsense does not become one") {
    for (const char* format : {"opus", "flac"}) {
        for (const char* time : {"nonsense", "", "-00:00:01", "99999999999999999999", "1e300", "nan",
                                 "00:61:00", "0x10", "00:00:00:00", ":", "1:", "12:34,5", " 1", "1 "}) {
            INFO(format << " " << time);
            const std::string file =
                with_comments(format, comments({"TITLE=x", "CHAPTER000="s + time, "CHAPTER000NAME=a",
                                                "CHAPTER001=00:00:01.000", "CHAPTER001NAME=b"}));
            const auto seen = look_at(format, file);
            REQUIRE(seen);
            CHECK(seen->tags.title == "x");
            CHECK(titles_of(*seen) == std::vector<std::string>{"b"});
        }
        const auto seen = look_at(
            format, with_comments(format, comments({"CHAPTER001=00:00:00.500", "CHAPTER999=00:00:01",
                                                    "CHAPTER=1", "CHAPTERXXX=00:00:01", "CHAPTER1=3"})));
        REQUIRE(seen);
        CHECK(seen->tags.chapters.at(0).start_ms == 500);
        CHECK(misses(*seen, core::Code::chapters_not_from_zero));
        CHECK(misses(*seen, core::Code::chapter_without_title));
    }
}

TEST_CASE("an Opus file whose comments are cut, absent or something else is no harm") {
    const std::string packet = "OpusTags" + comments({"TITLE=x"});
    for (std::size_t size = 0; size <= packet.size(); size += 3) {
        INFO(size);
        const std::string file = opus_with(packet.substr(0, size));
        look_at("opus", file);
        check_tagged_anew("opus", file, Wanted::same_sound_or_refusal);
    }
    const std::string other = opus_with("nothing of the kind");
    look_at("opus", other);
    check_tagged_anew("opus", other, Wanted::same_sound_or_refusal);
}

// FLAC

TEST_CASE("a FLAC behind an ID3 tag is read, and the tag goes") {
    for (const std::size_t padding : {0U, 1000U, 10'000U, 100'000U}) {
        INFO(padding);
        const std::string tag = id3(3, title(3, "of ID3") + std::string(padding, '\0'));
        const std::string file = tag + with_comments("flac", comments({"TITLE=x"}));
        const auto seen = look_at("flac", file);
        CHECK(seen);
        if (!seen) continue;
        CHECK(seen->sound.container == "flac");
        CHECK(seen->tags.title == "x");
        CHECK(seen->sound.declared_frames == 96000);
        check_tagged_anew("flac", file);
        check_tagged_anew("flac", file + id3v1("of ID3v1"), Wanted::same_bytes_or_refusal);
    }
}

TEST_CASE("a FLAC with huge padding is read, and shrinks") {
    const std::string comment = flac_block(4, comments({"TITLE=x"}));
    const std::string huge = flac_block(1, std::string(0xffffff, '\0'));
    for (const std::string& file : {flac_with(huge + comment), flac_with(comment + huge + huge),
                                    flac_with(flac_block(1, {}) + comment + flac_block(1, {}))}) {
        const auto seen = look_at("flac", file);
        REQUIRE(seen);
        CHECK(seen->tags.title == "x");
        check_tagged_anew("flac", file);
    }
}

TEST_CASE("what room a FLAC had for tags counts for nothing") {
    // Without a picture, so that all tags fit into the room that encoders leave.
    const TempFolder folder;
    write(folder / "plain", plain("flac"));
    for (const std::size_t size : {100U, 3000U, 5000U, 8000U}) {
        media::Tags tags;
        tags.title = "x";
        tags.description = std::string(size, 'd');
        media::package(folder / "plain", "flac", tags, folder / "once");
        for (const std::size_t room : {0U, 1000U, 5000U, 8192U, 9000U, 20'000U, 200'000U}) {
            INFO(size << " bytes of text, room for " << room);
            const std::string padding = flac_block(1, std::string(room + 1, '\0'));
            write(folder / "roomy", flac_with(flac_block(4, comments({})) + padding));
            media::package(folder / "roomy", "flac", tags, folder / "again");
            const bool equal = read(folder / "again") == read(folder / "once");
            CHECK(equal);
        }
    }
}

TEST_CASE("a FLAC with a block that reaches past its end is no harm") {
    for (const int type : {1, 2, 3, 4, 5, 6, 100, 127}) {
        INFO(type);
        std::string block = flac_block(type, std::string(20, '\0'));
        put(block, 1, big(0xffffff, 3));
        const std::string file = flac_with(flac_block(4, comments({"TITLE=x"})) + block);
        look_at("flac", file);
        check_tagged_anew("flac", file, Wanted::same_bytes_or_refusal);
    }
}

TEST_CASE("a FLAC's picture with wrong lengths is none, and the texts are read") {
    const std::string picture = av::plain_png(20, 1, 2, 3);
    const auto size = static_cast<std::uint32_t>(picture.size());
    const std::vector<std::string> blocks = {
        picture_block(picture, 0xffffffff, 0, size),
        picture_block(picture, 9, 0xffffffff, size),
        picture_block(picture, 9, 0, 0xffffffff),
        picture_block(picture, 9, 0, size + 1),
        picture_block(picture, 10, 0, size),
        picture_block(picture, 0x80000000, 0x80000000, size),
        picture_block(picture, 9, 0xfffffff0, size),
        std::string(31, '\0'),
        std::string(1, '\0'),
        big(3) + big(9) + "image/png",
    };
    for (const std::string& block : blocks) {
        INFO(&block - blocks.data());
        const std::string file = flac_with(flac_block(6, block) + flac_block(4, comments({"TITLE=x"})));
        const auto seen = look_at("flac", file);
        if (seen) CHECK(seen->tags.title == "x");
        if (seen && seen->tags.picture.empty()) CHECK(misses(*seen, core::Code::misses_picture));
        check_tagged_anew("flac", file, Wanted::same_bytes_or_refusal);
    }
    const std::string good = flac_block(6, picture_block(picture, 9, 0, size));
    const auto seen = look_at("flac", flac_with(good + flac_block(4, comments({"TITLE=x"}))));
    REQUIRE(seen);
    CHECK(seen->tags.picture == picture);
    check_tagged_anew("flac", flac_with(good + good + flac_block(4, comments({"TITLE=x"}))));
}

TEST_CASE("of two blocks of comments in a FLAC the first is read, and both go") {
    const std::string file = flac_with(flac_block(4, comments({"TITLE=first"})) +
                                       flac_block(4, comments({"TITLE=second", "ARTIST=y"})));
    const auto seen = look_at("flac", file);
    REQUIRE(seen);
    CHECK(seen->tags.title == "first");
    check_tagged_anew("flac", file);
}
