// SPDX-License-Identifier: MIT
// Whether a picture says where it was taken.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "pipeline/media/artwork.h"
#include "tests/pipeline/media/photos.h"
#include "tests/pipeline/media/picture_bytes.h"
#include "tests/support/files.h"
#include "tests/support/raw_bytes.h"

using namespace cityfm;
using namespace cityfm::tests;
using namespace std::string_literals;

namespace {

/// TIFF in either order of bytes, with one entry that leads to a GPS directory of these tags.
std::string gps_block(bool is_little, const std::vector<unsigned>& tags) {
    const auto number = [&](std::uint64_t value, unsigned size) {
        return is_little ? little(value, size) : big(value, size);
    };
    const auto entry = [&](unsigned tag, unsigned type, std::uint64_t value) {
        return number(tag, 2) + number(type, 2) + number(1, 4) + number(value, 4);
    };
    std::string block = (is_little ? "II" : "MM") + number(42, 2) + number(8, 4);
    block += number(1, 2) + entry(34853, 4, 26) + number(0, 4);
    block += number(tags.size(), 2);
    for (const unsigned tag : tags) block += entry(tag, 1, 1);
    return block + number(0, 4);
}

std::string jpeg_with(const std::string& block) {
    return plain_jpeg(16, 16, 3, segment(0xe1, "Exif\0\0"s + block));
}

std::string png_with(const std::string& chunk) {
    std::string png = black_png(4, 4);
    return png.insert(png.find("IDAT") - 4, chunk);
}

}  // namespace

TEST_CASE("a position in EXIF is seen in JPEG and PNG, in both orders of bytes") {
    for (const bool is_little : {false, true}) {
        INFO(is_little);
        CHECK(media::carries_position(jpeg_with(gps_block(is_little, {0, 2}))));
        CHECK(media::carries_position(png_with(png_chunk("eXIf", gps_block(is_little, {4})))));
        CHECK_FALSE(media::carries_position(jpeg_with(gps_block(is_little, {}))));
        // Cameras without a receiver write which version of the standard they do not use.
        CHECK_FALSE(media::carries_position(jpeg_with(gps_block(is_little, {0}))));
    }
    CHECK_FALSE(media::carries_position(plain_jpeg(16, 16, 3)));
    CHECK_FALSE(media::carries_position(plain_jpeg(16, 16, 3, turned(6))));
    CHECK_FALSE(media::carries_position(black_png(4, 4)));
    CHECK_FALSE(media::carries_position(""));
}

TEST_CASE("a position that exiftool wrote is seen, wherever it stands, and is gone from what is published") {
    const TempFolder folder;
    const std::vector<std::vector<std::string>> ways = {
        {"-EXIF:GPSLatitude=36.25", "-EXIF:GPSLatitudeRef=N"},
        {"-XMP:GPSLatitude=36.25"},
        {"-XMP:GPSLongitude=138.48"},
    };
    for (const std::string name : {"a.jpg", "a.png"}) {
        for (const auto& way : ways) {
            INFO(name << " " << way[0]);
            make_picture(folder / name, "testsrc2=s=64x64", {"-frames:v", "1", "-y"});
            const std::string plain = read(folder / name);
            CHECK_FALSE(media::carries_position(plain));
            add_metadata(folder / name, way);
            const std::string placed = read(folder / name);
            CHECK(media::carries_position(placed));
            CHECK(media::carries_position(plain + placed));
            CHECK_FALSE(media::carries_position(media::whole(placed).bytes));
            CHECK_FALSE(media::carries_position(media::whole(plain + placed).bytes));
            CHECK_FALSE(media::carries_position(media::scaled(placed, media::small_thumbnail)));
        }
    }
    make_picture(folder / "camera.jpg", "testsrc2=s=64x64");
    add_metadata(folder / "camera.jpg", {"-Model=Phone", "-Orientation#=6", "-XMP:Creator=A"});
    CHECK_FALSE(media::carries_position(read(folder / "camera.jpg")));
}

TEST_CASE("EXIF that loops or leads out of its block is read once, and soon") {
    const std::string good = gps_block(true, {2});
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const char value : {'\0', '\1', '\x08', '\x1a', '\x7f', '\xff'}) {
            std::string changed = good;
            changed[at] = value;
            media::carries_position(jpeg_with(changed));
            media::carries_position(jpeg_with(changed.substr(0, at)));
            CHECK_FALSE(media::carries_position(media::whole(jpeg_with(changed)).bytes));
        }
    }
    // A directory of nothing but ways to itself, in a thousand blocks.
    std::string loop = "II*\0\x08\0\0\0\xff\xff"s;
    for (int i = 0; i < 2000; ++i) loop += little(34853, 2) + little(4, 2) + little(1) + little(8);
    std::string many;
    for (int i = 0; i < 2000; ++i) many += "Exif\0\0"s + loop.substr(0, 3000);
    media::carries_position(loop);
    CHECK(media::carries_position(many));
    std::string versions;
    for (int i = 0; i < 2000; ++i) versions += "Exif\0\0"s + gps_block(true, {0});
    CHECK_FALSE(media::carries_position(versions));
}
