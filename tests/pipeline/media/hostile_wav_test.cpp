// SPDX-License-Identifier: MIT
// WAV files of foreign and broken make: what is read of them, and that new tags replace theirs.
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

/// A chunk that claims `size` bytes.
std::string chunk_of(const std::string& id, std::uint32_t size, const std::string& content) {
    return id + little(size) + content;
}

std::string chunk(const std::string& id, const std::string& content) {
    return chunk_of(id, static_cast<std::uint32_t>(content.size()), content) +
           std::string(content.size() % 2, '\0');
}

/// The plain WAV with more chunks before its sound and behind it.
std::string wav_with(const std::string& before, const std::string& behind) {
    const std::string& file = plain("wav");
    const std::size_t data = file.find("data");
    const std::string content = "WAVE" + file.substr(12, data - 12) + before + file.substr(data) + behind;
    return "RIFF" + little(content.size()) + content;
}

}  // namespace

TEST_CASE("of two ID3 chunks in a WAV the first is read, and both go") {
    const std::string first = id3(3, title(3, "the first"));
    const std::string second = id3(4, title(4, "the second one"));
    for (const char* id : {"id3 ", "ID3 "}) {
        for (const std::string& file : {wav_with(chunk(id, first), chunk("id3 ", second)),
                                        wav_with({}, chunk(id, first) + chunk("ID3 ", second)),
                                        wav_with(chunk(id, first) + chunk(id, second), {})}) {
            const auto seen = look_at("wav", file);
            REQUIRE(seen);
            CHECK(seen->tags.title == "the first");
            CHECK(seen->tag_kind == "ID3v2.3");
            CHECK(seen->sound.declared_frames == 96000);
            check_tagged_anew("wav", file);
        }
    }
    CHECK(count_of(freshly_tagged("wav"), "id3 ") == 1);
    CHECK(count_of(freshly_tagged("wav"), "ID3 ") == 0);
}

TEST_CASE("chunks of a WAV that claim to reach past its end are no harm") {
    const std::string tag = id3(3, title(3, "old"));
    for (const char* id : {"id3 ", "LIST", "data", "fmt "}) {
        for (const std::uint32_t size : {2'000'000U, 0x7fffffffU, 0xfffffff7U, 0xffffffffU}) {
            INFO(id << " " << size);
            look_at("wav", wav_with({}, chunk_of(id, size, tag)));
            look_at("wav", wav_with(chunk_of(id, size, tag), {}));
        }
        check_tagged_anew("wav", wav_with(chunk_of(id, 2'000'000, tag), {}), Wanted::good_end);
    }
}

TEST_CASE("what reaches past the end of a WAV goes, or the WAV is refused") {
    const std::string tag = id3(3, title(3, "old"));
    for (const char* id : {"id3 ", "LIST", "JUNK"}) {
        for (const std::uint32_t size : {2'000'000U, 0xffffffffU}) {
            INFO(id << " " << size);
            check_tagged_anew("wav", wav_with({}, chunk_of(id, size, tag)), Wanted::same_bytes_or_refusal);
        }
    }
}

TEST_CASE("a WAV whose sound or whole claims any size is no harm") {
    for (const std::uint32_t size : {0U, 1U, 12U, 0x7fffffffU, 0xffffffffU}) {
        INFO(size);
        const std::string file = wav_with({}, chunk("id3 ", id3(3, title(3, "old"))));
        std::string sound = file;
        put(sound, sound.find("data") + 4, little(size));
        look_at("wav", sound);
        check_tagged_anew("wav", sound, Wanted::good_end);
        std::string whole = file;
        put(whole, 4, little(size));
        const auto seen = look_at("wav", whole);
        REQUIRE(seen);
        CHECK(seen->tags.title == "old");
        check_tagged_anew("wav", whole);
    }
}

TEST_CASE("a LIST of odd length in a WAV goes, and an ID3 chunk behind it is read") {
    const std::string words = "INFOINAM" + little(3) + "old";
    const std::string padded = chunk("LIST", words);
    const std::string unpadded = chunk_of("LIST", static_cast<std::uint32_t>(words.size()), words);
    const std::string tag = chunk("id3 ", id3(3, title(3, "of ID3")));
    for (const std::string& file : {wav_with(padded, tag), wav_with({}, padded + tag),
                                    wav_with({}, unpadded + tag), wav_with({}, tag + unpadded)}) {
        INFO(file.size() << " bytes");
        const auto seen = look_at("wav", file);
        REQUIRE(seen);
        CHECK(seen->tags.title == "of ID3");
        check_tagged_anew("wav", file);
    }
    check_tagged_anew("wav", wav_with(unpadded, tag), Wanted::same_bytes_or_refusal);
    check_tagged_anew("wav", wav_with({}, unpadded));
    for (const std::uint32_t size : {0U, 1U, 3U, 5U, 0xffffffffU}) {
        INFO(size);
        const std::string file = wav_with({}, chunk("LIST", "INFOINAM" + little(size) + "abc") + tag);
        const auto seen = look_at("wav", file);
        REQUIRE(seen);
        CHECK(seen->tags.title == "of ID3");
        check_tagged_anew("wav", file);
    }
}

TEST_CASE("an ID3 chunk that holds no ID3 is no harm") {
    for (const std::string& content : {""s, "x"s, "ID3"s, std::string(11, 'x'), std::string(5000, '\xff'),
                                       id3(3, title(3, "old")).substr(0, 12)}) {
        INFO(content.size());
        const std::string file = wav_with({}, chunk("id3 ", content));
        const auto seen = look_at("wav", file);
        REQUIRE(seen);
        CHECK(seen->tags.title.empty());
        check_tagged_anew("wav", file);
    }
}
