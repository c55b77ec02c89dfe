// SPDX-License-Identifier: MIT
// Tags that were made to do harm: nested so deep that reading them by recursion takes more than a stack, or
// packed.
#include "pipeline/media/deep_tags.h"

#include <catch2/catch.hpp>

#include "tests/pipeline/media/hostile.h"
#include "tests/pipeline/media/id3_bytes.h"
#include "tests/pipeline/media/tagged.h"
#include "tests/support/raw_bytes.h"
#include "tests/support/zlib_bytes.h"

using namespace cityfm;
using namespace cityfm::tests;
using namespace std::string_literals;

namespace {

constexpr std::size_t depth = 100'000;

void check_no_harm(const std::string& format, const std::string& bytes) {
    look_at(format, bytes);
    check_tagged_anew(format, bytes, Wanted::good_end);
}

std::string nested_chapters() {
    std::string nested;
    for (std::size_t inside = depth; inside > 0; --inside)
        nested += "CHAP" + big(18 * inside + 10 * (inside - 1)) + "\0\0a\0"s + std::string(16, '\0');
    return nested;
}

}  // namespace

TEST_CASE("deep chapters inside a packed frame are no harm") {
    const std::string content = "a\0"s + std::string(16, '\0') + nested_chapters();
    const std::string inside = packed(content);
    const std::string packed_frame =
        "CHAP" + big(inside.size() + 4) + "\0\x80"s + big(content.size()) + inside;
    check_no_harm("mp3", id3(3, packed_frame) + plain("mp3"));
}

TEST_CASE("packed frames are refused wherever they stand, and what only looks like one is not") {
    const std::string packed_frame = frame(3, "PRIV", big(3) + packed("abc"), "\0\x80"s);
    const std::string packed_24 = frame(4, "PRIV", seven_bits(3) + packed("abc"), "\0\x09"s);
    const std::string long_header = big(6) + std::string(6, '\0');
    const std::vector<std::string> tags = {
        id3(3, packed_frame), id3(3, title(3, "x") + packed_frame),
        id3(3, chapter(3, "a", 0, title(3, "x") + packed_frame)),
        id3(3, contents("top", {"a"}, packed_frame)), id3(3, long_header + packed_frame, 0x40),
        id3(3, unsynchronised(title(3, "\xff\xe0") + packed_frame), 0x80), id3(4, title(4, "x") + packed_24),
        id3(4, seven_bits(6) + "\1\0"s + packed_24, 0x40),
        // iTunes wrote plain sizes in 2.4, too.
        id3(4, frame_head(4, "TIT2", 0, "\0\0"s).replace(4, 4, big(300)) + std::string(300, 'x') + packed_24),
        // A frame may be unsynchronised on its own in 2.4.
        id3(4,
            frame(4, "CHAP", unsynchronised("a\0"s + std::string(12, '\0') + "\xff\xff\xff\xff" + packed_24),
                  "\0\2"s)),
        "\xff\xfb\x90\0"s + id3(3, packed_frame)};
    for (const std::string& tag : tags) {
        INFO(&tag - tags.data());
        CHECK_FALSE(look_at("mp3", tag + plain("mp3")));
    }
    const std::string harmless = frame(3, "PRIV", "TIT2" + big(9) + "\0\x80"s + "not a frame");
    const auto seen = look_at("mp3", id3(3, harmless + title(3, "x")) + plain("mp3"));
    REQUIRE(seen);
    CHECK(seen->tags.title == "x");
}

TEST_CASE("a packed frame does not fill the memory") {
    constexpr std::size_t unpacked = 200'000'000;
    const std::string zeros = zeros_packed(unpacked);
    REQUIRE(zeros.size() < 1'500'000);
    look_at("mp3",
            id3(3, title(3, "old") + frame(3, "PRIV", big(unpacked) + zeros, "\0\x80"s)) + plain("mp3"));
}

TEST_CASE("deep chapters in a tag that does not stand at the beginning are no harm") {
    // FFmpeg finds the sound inside the tag's first frame; TagLib finds the tag before it.
    const std::string sound = plain("mp3");
    const std::string frames = "PRIV" + big(sound.size()) + "\0\0"s + sound + nested_chapters();
    check_no_harm("mp3", "\xff\xfb\x90\0"s + id3(3, frames) + sound);
}

TEST_CASE("deep chapters in a tag that claims to reach past the end are no harm") {
    for (const char* format : {"mp3", "flac"})
        check_no_harm(format, "ID3\3\0\0"s + seven_bits(0x0fffffff) + nested_chapters() + plain(format));
}

TEST_CASE("deep boxes that reach past the ones around them are no harm") {
    std::string nested;
    for (std::size_t i = 0; i < depth; ++i) nested += big(0x7fffffff) + "moov";
    check_no_harm("m4a", plain("m4a") + nested);
    check_no_harm("m4a", plain("m4a") + big(16) + "moov" + nested);
}

TEST_CASE("deep boxes that stand behind eight bytes of their own are no harm") {
    std::string nested;
    for (std::size_t inside = depth; inside > 0; --inside)
        nested += big(16 * inside) + "stsd" + std::string(8, '\0');
    check_no_harm("m4a", plain("m4a") + big(nested.size() + 8) + "moov" + nested);
}

TEST_CASE("an MP3 and a WAV of two thousand chapters that we wrote are read") {
    for (const std::string format : {"mp3", "wav"}) {
        INFO(format);
        const TempFolder folder;
        media::Tags tags;
        tags.title = "x";
        tags.sound.duration_seconds = 2;
        for (int i = 0; i < 2000; ++i) tags.chapters.push_back({i, "c"});
        const std::filesystem::path file = tagged(folder, format, tags);
        CHECK_NOTHROW(media::inspect(file));
    }
}
