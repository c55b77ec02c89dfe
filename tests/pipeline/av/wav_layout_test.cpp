// SPDX-License-Identifier: MIT
// What a WAV holds besides its sound, and headers that do not say where that ends.
#include <catch2/catch.hpp>

#include "pipeline/core/error.h"
#include "tests/pipeline/av/made_sound.h"

using namespace cityfm;
using namespace std::string_literals;
using tests::little;
using tests::seconds_of;

namespace {

std::string chunk(const std::string& name, const std::string& content, std::uint64_t stated) {
    return name + little(stated, 4) + content;
}

std::string chunk(const std::string& name, const std::string& content) {
    return chunk(name, content + std::string(content.size() % 2, '\0'), content.size());
}

/// 16-bit mono at 8 kHz: a tone that never falls silent.
std::string samples(double seconds) {
    std::string bytes;
    for (int i = 0; i < static_cast<int>(seconds * 8000); ++i)
        bytes += little(static_cast<std::uint64_t>(8000 + i % 97 * 100), 2);
    return bytes;
}

std::string riff(const std::string& chunks) {
    return "RIFF" + little(chunks.size() + 4, 4) + "WAVE" + chunks;
}

const std::string format = chunk(
    "fmt ", little(1, 2) + little(1, 2) + little(8000, 4) + little(16000, 4) + little(2, 2) + little(16, 2));

}  // namespace

TEST_CASE("a WAV whose sound goes on after its stated end is read to the end") {
    const std::string sound = samples(10);
    CHECK(seconds_of(riff(format + chunk("data", sound))) == Approx(10));
    // A size that wrapped at 4 GiB, 0, and what programs write into a pipe.
    for (const std::uint64_t stated :
         {40'000U, 0U, 0xFFFFFFFFU, 0xFFFFFFDBU, 0x7FFFFFFFU, 0x7FFFFFDBU, 0x7FFFF000U, 0x80000000U}) {
        INFO(stated);
        CHECK(seconds_of(riff(format + chunk("data", sound, stated))) == Approx(10));
    }
}

TEST_CASE("what programs hang after the sound of a whole WAV is not played") {
    std::string any;
    std::uint64_t state = 7;
    for (int i = 0; i < 200'000; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        any += static_cast<char>(state >> 56U);
    }
    const std::string whole = riff(format + chunk("data", samples(3)));
    for (const std::string& appended : {any, "ID3\x03\0\0"s + any, "APETAGEX" + any, "PK\x03\x04" + any,
                                        std::string(48'000, 'n') + "\nand more words"}) {
        INFO(appended.substr(0, 8));
        CHECK(seconds_of(whole + appended) == Approx(3).margin(0.001));
    }
}

TEST_CASE("sound without a format before it is no sound, whatever follows") {
    CHECK_THROWS_AS(seconds_of(riff(chunk("data", samples(1), 100)) + std::string(40'000, '\x5a')),
                    core::Error);
}

TEST_CASE("sound goes on after a stated end that lies within a frame") {
    const std::string stereo = chunk("fmt ", little(1, 2) + little(2, 2) + little(8000, 4) +
                                                 little(48000, 4) + little(6, 2) + little(24, 2));
    std::string frames;
    for (int i = 0; i < 24000; ++i) {
        for (int channel = 0; channel < 2; ++channel)
            frames += little(static_cast<std::uint64_t>(6'000'000 + i % 97 * 9000), 3);
    }
    for (const std::uint64_t stated : {60'001U, 60'002U, 60'004U, 60'006U}) {
        INFO(stated);
        CHECK(seconds_of(riff(stereo + chunk("data", frames, stated))) == Approx(3).margin(0.001));
    }
}

TEST_CASE("chunks around a WAV's sound are none of it, whatever their sizes") {
    const std::string sound = samples(10);
    const std::string list = chunk("LIST", "INFOISFT"s + little(5, 4) + "Lavf\0\0"s);
    CHECK(seconds_of(riff(format + chunk("JUNK", "odd") + chunk("data", sound) + list)) == Approx(10));
    CHECK(seconds_of(riff(format + chunk("data", sound) + list + chunk("id3 ", std::string(501, 'x')))) ==
          Approx(10));
    // One that was cut while it was written, one without its filling byte, and zeros up to a sector.
    CHECK(seconds_of(riff(format + chunk("data", sound) + chunk("LIST", "INFO", 5000))) == Approx(10));
    CHECK(seconds_of(riff(format + "JUNK" + little(3, 4) + "odd" + chunk("data", sound))) == Approx(10));
    CHECK(seconds_of(riff(format + chunk("data", sound)) + std::string(4000, '\0')) == Approx(10));
    CHECK(seconds_of(riff(format + chunk("data", sound)) + "TAG" + std::string(125, 'x')) == Approx(10));
}

TEST_CASE("several data chunks, half a sample at the end, and WAVs that were joined are all read") {
    const std::string one = samples(4);
    const std::string two = samples(6);
    CHECK(seconds_of(riff(format + chunk("data", one) + chunk("LIST", "INFO") + chunk("data", two))) ==
          Approx(10));
    CHECK(seconds_of(riff(format + chunk("data", one + "\x7f"))) == Approx(4));
    CHECK(seconds_of(riff(format + chunk("data", one)) + riff(format + chunk("data", two))) == Approx(10));
}
