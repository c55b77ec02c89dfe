// SPDX-License-Identifier: MIT
// Pictures are published without what their cameras wrote. exiftool, FFmpeg and libjpeg's own programs judge.
#include "pipeline/av/picture_metadata.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "pipeline/core/error.h"
#include "pipeline/media/artwork.h"
#include "tests/pipeline/media/photos.h"
#include "tests/pipeline/media/picture_bytes.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/raw_bytes.h"
#include "tests/support/zlib_bytes.h"

using namespace cityfm;
using namespace cityfm::tests;
using namespace std::string_literals;

namespace {

/// A photo with all that a camera writes, and a second one after its end.
std::string photo(const TempFolder& folder) {
    make_picture(folder / "photo.jpg", "testsrc2=s=320x240",
                 {"-frames:v", "1", "-vf", "noise=alls=30", "-q:v", "3"});
    write(folder / "thumbnail.jpg", plain_jpeg(16, 16, 3));
    add_metadata(folder / "photo.jpg", all_metadata());
    add_metadata(folder / "photo.jpg", {"-ThumbnailImage<=" + (folder / "thumbnail.jpg").string()});
    const std::string bytes = read(folder / "photo.jpg");
    return bytes + bytes + "ftypisom: a film, SECRET";
}

std::string made_by(const std::vector<std::string>& program, const TempFolder& folder,
                    const std::string& picture) {
    write(folder / "in", picture);
    std::vector<std::string> words = program;
    words.insert(words.end(), {"-outfile", folder / "out", folder / "in"});
    const Ran ran = run_program(words);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return read(folder / "out");
}

bool same_pixels(const std::string& a, const std::string& b) {
    return pixels_of(a, "rgb48le") == pixels_of(b, "rgb48le");
}

}  // namespace

TEST_CASE("a photo is published without position, camera, words, thumbnail and what follows it") {
    const TempFolder folder;
    const std::string before = photo(folder);
    const std::string found = metadata_of(before);
    for (const char* part : {"EXIF:GPSLatitude", "EXIF:Model", "XMP:Creator", "IPTC:City", "File:Comment",
                             "EXIF:ThumbnailImage"})
        REQUIRE(found.find(part) != std::string::npos);
    const media::WholePicture whole = media::whole(before);
    CHECK(whole.extension == ".jpg");
    CHECK(metadata_of(whole.bytes).empty());
    CHECK(whole.bytes.find("SECRET") == std::string::npos);
    CHECK(whole.bytes.size() < before.size() / 2);
    CHECK(whole.bytes.find("\xff\xd9") == whole.bytes.size() - 2);
    CHECK(same_pixels(before, whole.bytes));
    CHECK(av::without_metadata(whole.bytes) == whole.bytes);
    const std::string thumbnail = media::scaled(before, media::small_thumbnail);
    CHECK(metadata_of(thumbnail).empty());
}

TEST_CASE("progressive JPEGs, and those with restarts and several scans, keep every coefficient") {
    const TempFolder folder;
    const std::string before = photo(folder);
    const std::vector<std::vector<std::string>> ways = {
        {"jpegtran", "-copy", "all", "-progressive"},
        {"jpegtran", "-copy", "all", "-restart", "1"},
        {"jpegtran", "-copy", "all", "-progressive", "-restart", "3B"},
        {"jpegtran", "-copy", "all", "-optimize", "-grayscale"},
    };
    for (const auto& way : ways) {
        INFO(way.back());
        const std::string made = made_by(way, folder, before);
        REQUIRE(made.find("SECRET") != std::string::npos);
        const std::string after = av::without_metadata(made);
        CHECK(metadata_of(after).empty());
        CHECK(after.find("SECRET") == std::string::npos);
        const bool same =
            made_by({"djpeg", "-ppm"}, folder, made) == made_by({"djpeg", "-ppm"}, folder, after);
        CHECK(same);
        CHECK(same_pixels(made, after));
        // What jpegtran writes of a picture alone is all that is left.
        std::vector<std::string> alone = way;
        alone[2] = "none";
        const bool only_the_picture = after == made_by(alone, folder, made);
        CHECK(only_the_picture);
    }
}

TEST_CASE("metadata between and after the scans goes too") {
    const TempFolder folder;
    const std::string made = made_by({"jpegtran", "-copy", "none", "-progressive"}, folder, photo(folder));
    const std::string words =
        segment(0xe1, "Exif\0\0SECRET"s) + segment(0xfe, "SECRET") + segment(0xed, "SECRET");
    std::string sprinkled;
    std::size_t scans = 0;
    std::size_t at = 0;
    for (std::size_t scan = made.find("\xff\xda"); scan != std::string::npos;
         scan = made.find("\xff\xda", scan + 2), ++scans) {
        sprinkled += made.substr(at, scan - at) + words + "\xff\xff\xff";
        at = scan;
    }
    sprinkled += made.substr(at);
    sprinkled.insert(sprinkled.size() - 2, words);
    REQUIRE(scans > 5);
    const bool only_the_picture = av::without_metadata(sprinkled) == made;
    CHECK(only_the_picture);
}

TEST_CASE("of JFIF and Adobe's segment stays what decoders need, and no thumbnail") {
    const std::string jfif = "JFIF\0\1\2\1\0\x48\0\x48"s;
    const std::string adobe = "Adobe\0\x64\0\0\0\0\1"s;
    const std::string before = plain_jpeg(
        16, 16, 3,
        segment(0xe0, jfif + "\1\1SECRET"s) + segment(0xe0, "JFXX\0\x10SECRET"s) +
            segment(0xee, adobe + "SECRET") + segment(0xee, "SECRET") + segment(0xef, "SECRET") + "SECRET");
    CHECK(av::without_metadata(before) ==
          plain_jpeg(16, 16, 3, segment(0xe0, jfif + "\0\0"s) + segment(0xee, adobe)));
}

TEST_CASE("a PNG is published without words, EXIF, profile, animation and what follows it") {
    const TempFolder folder;
    make_picture(folder / "a.png", "testsrc2=s=320x240", {"-frames:v", "1", "-pix_fmt", "rgb48be"});
    std::vector<std::string> options = all_metadata();
    options.insert(options.end(), {"-PNG:Author=SECRET", "-PNG:CreationTime=2026:08:01 12:00:00"});
    add_metadata(folder / "a.png", options);
    const std::string read_by_ffmpeg = read(folder / "a.png");
    std::string before = read_by_ffmpeg;
    const std::size_t picture = before.find("IDAT") - 4;
    before.insert(picture, png_chunk("tIME", "\7\xea\1\1\1\1\1") + png_chunk("teXT", "SECRET") +
                               png_chunk("zTXt", "SECRET\0\0"s + packed("SECRET")) +
                               png_chunk("gAMA", "SECRET, of a wrong size") +
                               png_chunk("acTL", big(1) + big(0)));
    before += before + "SECRET";
    const std::string found = metadata_of(before);
    for (const char* part : {"EXIF:GPSLatitude", "XMP:Creator", "PNG:Author", "PNG:ModifyDate"})
        REQUIRE(found.find(part) != std::string::npos);
    const media::WholePicture whole = media::whole(before);
    CHECK(whole.extension == ".png");
    CHECK(metadata_of(whole.bytes).empty());
    CHECK(whole.bytes.find("SECRET") == std::string::npos);
    CHECK(whole.bytes.find("IEND") == whole.bytes.size() - 8);
    CHECK(same_pixels(read_by_ffmpeg, whole.bytes));
}

TEST_CASE("what shows a PNG as it is meant stays") {
    const std::string header = big(2) + big(1) + "\x8\3\0\0\0"s;
    const std::string start = "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", header);
    const std::string shown = png_chunk("gAMA", big(45455)) + png_chunk("cHRM", std::string(32, '\1')) +
                              png_chunk("sRGB", "\0"s) + png_chunk("sBIT", "\x8\x8\x8") +
                              png_chunk("PLTE", "\1\2\3\xff\xff\xff") + png_chunk("tRNS", "\x80") +
                              png_chunk("bKGD", "\1") + png_chunk("pHYs", big(2835) + big(2835) + "\1");
    const std::string end = png_chunk("IDAT", packed("\0\0\1"s)) + png_chunk("IEND", "");
    const std::string words = png_chunk("tEXt", "Comment\0SECRET"s);
    CHECK(av::without_metadata(start + words + shown + words + end + words) == start + shown + end);
}

TEST_CASE("pictures that are not what they claim are refused") {
    const auto refused = [](const std::string& bytes) {
        try {
            av::without_metadata(bytes);
        } catch (const core::Error& error) {
            return error.code == core::Code::bad_artwork && !core::arg(error.args, "reason").empty();
        }
        return false;
    };
    const std::string jpeg = plain_jpeg(16, 16, 3);
    CHECK_FALSE(refused(jpeg));
    CHECK(refused(""));
    CHECK(refused("GIF89a"));
    CHECK(refused("\xff\xd8\xff\xd9"));
    CHECK(refused(jpeg.substr(0, jpeg.size() - 2)));
    CHECK(refused(with_segments(jpeg, "\xff\xd8")));               // a picture in the picture
    CHECK(refused(with_segments(jpeg, segment(0xdb, "SECRET"))));  // no table
    CHECK(refused(with_segments(jpeg, segment(0xc4, std::string(30, '\1')))));
    CHECK(refused(with_segments(jpeg, segment(0xcc, "SECRET"))));
    CHECK(refused(with_segments(jpeg, segment(0xdd, "SECRET"))));
    CHECK(refused(with_segments(jpeg, segment(0xdc, "SECRET"))));
    CHECK(refused(with_segments(jpeg, segment(0xc0, "\x8\0\x10\0\x10\1\1\x11\0"s))));  // a second frame
    CHECK(refused(with_segments(jpeg, segment(0xc0, "SECRET"))));
    CHECK(refused(with_segments(jpeg, segment(0xda, "\1\1\0\0\x3f\0"s))));  // a scan before the frame
    CHECK(refused(with_segments(jpeg, "\xff\xe1\0\1"s)));
    CHECK(refused(with_segments(jpeg, "\xff\xe1\xff\xff")));
    const std::string png = black_png(4, 4);
    const std::size_t picture = png.find("IDAT") - 4;
    const auto with = [&](const std::string& chunk) {
        std::string made = png;
        return made.insert(picture, chunk);
    };
    CHECK_FALSE(refused(png));
    CHECK(refused(png.substr(0, png.size() - 12)));  // no end
    CHECK(refused(png.substr(0, picture) + png_chunk("IEND", "")));
    CHECK(refused(png.substr(0, 8) + png.substr(picture)));
    CHECK(refused(with(png.substr(8, picture - 8))));  // a second header
    CHECK(refused(with(big(0xffffffff) + "tEXtSECRET")));
    CHECK(refused(with(png_chunk("PLTE", std::string(771, 'S')))));
    CHECK(refused(with(png_chunk("tRNS", std::string(257, 'S')))));
}
