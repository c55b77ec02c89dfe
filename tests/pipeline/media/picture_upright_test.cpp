// SPDX-License-Identifier: MIT
// A picture that its camera stored on its side is published upright.
#include <array>
#include <catch2/catch.hpp>
#include <string>

#include "pipeline/media/artwork.h"
#include "tests/pipeline/media/photos.h"
#include "tests/pipeline/media/picture_bytes.h"
#include "tests/support/raw_bytes.h"
#include "tests/support/zlib_bytes.h"

using namespace cityfm;
using namespace cityfm::tests;
using namespace std::string_literals;

namespace {

constexpr unsigned side = 64;  // and half of it high
constexpr unsigned height = side / 2;

/// A picture of four quarters: red, green, blue and white.
std::string quarters(const std::string& before = {}) {
    std::string rows;
    for (unsigned y = 0; y < height; ++y) {
        rows += '\0';
        for (unsigned x = 0; x < side; ++x) {
            const bool right = x >= side / 2;
            const bool low = y >= height / 2;
            rows += low ? (right ? "\xff\xff\xff"s : "\0\0\xff"s) : (right ? "\0\xff\0"s : "\xff\0\0"s);
        }
    }
    return png_of(side, height, 8, rgb, packed(rows), before);
}

/// The colours of a picture's quarters, row by row, as letters.
std::string letters_of(const std::string& picture, unsigned width) {
    const std::string pixels = pixels_of(picture, "rgb24");
    const unsigned rows = side * height / width;
    REQUIRE(pixels.size() == std::size_t{3} * side * height);
    std::string letters;
    for (const unsigned y : {rows / 4, rows * 3 / 4}) {
        for (const unsigned x : {width / 4, width * 3 / 4}) {
            const auto lit = [&](std::size_t i) {
                return static_cast<unsigned char>(pixels[(std::size_t{y} * width + x) * 3 + i]) > 127;
            };
            letters += lit(0) ? (lit(1) ? 'W' : 'R') : lit(1) ? 'G' : lit(2) ? 'B' : '?';
        }
    }
    return letters;
}

}  // namespace

TEST_CASE("pictures of all eight orientations come out upright, as PNG and as JPEG") {
    // Which quarter comes where, by what EXIF 2.3 says of the stored picture's first row and column.
    const std::array<std::string, 9> upright = {"",     "RGBW", "GRWB", "WBGR", "BWRG",
                                                "RBGW", "BRWG", "WGBR", "GWRB"};
    const std::string plain = remade(quarters(), "jpg", {"-pix_fmt", "yuvj444p"});
    for (unsigned orientation = 1; orientation <= 8; ++orientation) {
        INFO(orientation);
        const std::string exif = turned(orientation);
        const unsigned width = orientation < 5 ? side : height;
        for (const std::string& stored :
             {with_segments(plain, exif), quarters(png_chunk("eXIf", exif.substr(10)))}) {
            const media::WholePicture whole = media::whole(stored);
            CHECK(letters_of(whole.bytes, width) == upright.at(orientation));
            CHECK(letters_of(media::scaled(stored, media::in_sound_files), width) == upright.at(orientation));
            CHECK(metadata_of(whole.bytes).empty());
            if (orientation > 1) CHECK(whole.extension == ".jpg");
        }
    }
}

TEST_CASE("an upright picture keeps its bytes, and one with a wrong orientation is upright") {
    const std::string plain = plain_jpeg(64, 32, 3);
    for (const unsigned orientation : {0U, 1U, 9U, 65535U}) {
        INFO(orientation);
        CHECK(media::whole(plain_jpeg(64, 32, 3, turned(orientation))).bytes == plain);
    }
    CHECK(media::whole(quarters(png_chunk("eXIf", turned(1).substr(10)))).bytes == quarters());
}
