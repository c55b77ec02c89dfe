// SPDX-License-Identifier: MIT
// Pictures of every make that can be used, and what becomes of them.
#include <catch2/catch.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/av/picture.h"
#include "pipeline/av/sniff.h"
#include "pipeline/core/error.h"
#include "pipeline/media/artwork.h"
#include "tests/pipeline/media/picture_bytes.h"
#include "tests/support/artwork_file.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/raw_bytes.h"
#include "tests/support/zlib_bytes.h"

using namespace cityfm;
using namespace cityfm::tests;
using namespace std::string_literals;

TEST_CASE("a JPEG for a printing press is refused or said to be one") {
    const TempFolder folder;
    const std::string adobe = segment(0xee, "Adobe\0\x64\0\0\0\0\0"s);  // without a transform: CMYK
    const std::string ycck = segment(0xee, "Adobe\0\x64\0\0\0\0\2"s);
    for (const std::string& mark : {""s, adobe, ycck}) {
        INFO(mark.size());
        write(folder / "press.jpg", plain_jpeg(1400, 1400, 4, mark));
        const model::ImageFacts facts = measured(folder / "press.jpg");
        CHECK((facts.problem || facts.cmyk));
        if (facts.problem) continue;
        CHECK(facts.width == 1400);
        check_jpeg(media::scaled(read(folder / "press.jpg"), media::in_sound_files), 1400, 1400);
        check_jpeg(media::whole(read(folder / "press.jpg")).bytes, 1400, 1400);
    }
    write(folder / "screen.jpg", plain_jpeg(1400, 1400, 3));
    const model::ImageFacts facts = measured(folder / "screen.jpg");
    CHECK_FALSE(facts.problem);
    CHECK(facts.rgb);
    CHECK_FALSE(facts.cmyk);
    write(folder / "grey.jpg", plain_jpeg(1400, 1400, 1));
    CHECK_FALSE(measured(folder / "grey.jpg").rgb);
}

TEST_CASE("an animated GIF, a WebP, a BMP and a TIFF can be used, and become JPEGs of their size") {
    const TempFolder folder;
    make_picture(folder / "a.gif", "testsrc2=s=320x200:r=5:d=1", {"-t", "1"});
    make_picture(folder / "a.webp", "testsrc2=s=320x200");
    make_picture(folder / "a.bmp", "testsrc2=s=320x200");
    make_picture(folder / "a.tiff", "testsrc2=s=320x200", {"-frames:v", "1", "-pix_fmt", "rgb24"});
    for (const std::string format : {"gif", "webp", "bmp", "tiff"}) {
        INFO(format);
        const std::filesystem::path file = folder / ("a." + format);
        const model::ImageFacts facts = measured(file);
        CHECK_FALSE(facts.problem);
        CHECK(facts.format == format);
        CHECK(facts.width == 320);
        CHECK(facts.height == 200);
        CHECK(facts.rgb);
        CHECK(facts.bytes == std::filesystem::file_size(file));
        const media::WholePicture picture = media::whole(read(file));
        CHECK(picture.extension == ".jpg");
        CHECK(picture.type == "image/jpeg");
        check_jpeg(picture.bytes, 320, 200);
        check_jpeg(media::scaled(read(file), {160, 100'000}), 160, 100);
    }
}

TEST_CASE("an animated WebP is refused or shown by its first picture") {
    const TempFolder folder;
    make_picture(folder / "a.webp", "testsrc2=s=320x200:r=5:d=1", {"-t", "1", "-c:v", "libwebp_anim"});
    const model::ImageFacts facts = measured(folder / "a.webp");
    if (facts.problem) {
        CHECK_THROWS_AS(media::whole(read(folder / "a.webp")), core::Error);
    } else {
        check_jpeg(media::whole(read(folder / "a.webp")).bytes, 320, 200);
    }
}

TEST_CASE("a PNG and a JPEG stay byte for byte where directories take them") {
    const TempFolder folder;
    const std::string png = black_png(300, 200);
    const std::string jpeg = plain_jpeg(300, 200, 3);
    write(folder / "a.jpg", png);
    write(folder / "a.png", jpeg);
    const media::WholePicture first = media::whole(read(folder / "a.jpg"));
    CHECK(first.bytes == png);
    CHECK(first.extension == ".png");
    CHECK(first.type == "image/png");
    const media::WholePicture second = media::whole(read(folder / "a.png"));
    CHECK(second.bytes == jpeg);
    CHECK(second.extension == ".jpg");
}

TEST_CASE("pictures of one pixel, and of one column, are scaled to one at least") {
    const TempFolder folder;
    write(folder / "dot.png", black_png(1, 1));
    write(folder / "column.png", black_png(1, 3000));
    write(folder / "row.png", black_png(3000, 1));
    CHECK(measured(folder / "dot.png").width == 1);
    CHECK(measured(folder / "column.png").height == 3000);
    check_jpeg(media::scaled(read(folder / "dot.png"), media::in_sound_files), 1, 1);
    check_jpeg(media::scaled(read(folder / "column.png"), media::in_sound_files), 1, 1400);
    check_jpeg(media::scaled(read(folder / "row.png"), media::in_sound_files), 1400, 1);
    REQUIRE(run_program({"ffmpeg", "-v", "error", "-i", folder / "dot.png", folder / "dot.bmp"}).code == 0);
    check_jpeg(media::whole(read(folder / "dot.bmp")).bytes, 1, 1);
    make_picture(folder / "column.bmp", "color=red:s=2x3000");
    check_jpeg(media::whole(read(folder / "column.bmp")).bytes, 2, 3000);
}

TEST_CASE("PNGs of every depth and colour can be used") {
    const TempFolder folder;
    struct Kind {
        int depth;
        Colour colour;
        bool coloured;
    };
    const std::vector<Kind> kinds = {{16, rgb, true},      {16, rgb_alpha, true},  {16, grey, false},
                                     {8, rgb_alpha, true}, {8, grey_alpha, false}, {16, grey_alpha, false},
                                     {8, palette, true},   {4, palette, true},     {1, palette, true},
                                     {1, grey, false},     {2, grey, false},       {4, grey, false}};
    for (const Kind& kind : kinds) {
        INFO(kind.depth << " bits, colour type " << kind.colour);
        write(folder / "a.png", black_png(301, 203, kind.depth, kind.colour));
        const model::ImageFacts facts = measured(folder / "a.png");
        CHECK_FALSE(facts.problem);
        CHECK(facts.width == 301);
        CHECK(facts.height == 203);
        CHECK(facts.rgb == kind.coloured);
        check_jpeg(media::scaled(read(folder / "a.png"), media::in_sound_files), 301, 203);
    }
}

TEST_CASE("a picture that EXIF turns is turned before the EXIF goes") {
    const TempFolder folder;
    for (const unsigned orientation : {0U, 1U, 3U, 6U, 8U, 9U, 65535U}) {
        INFO(orientation);
        write(folder / "turned.jpg", plain_jpeg(64, 32, 3, turned(orientation)));
        const model::ImageFacts facts = measured(folder / "turned.jpg");
        CHECK_FALSE(facts.problem);
        CHECK(facts.width * facts.height == 64 * 32);
        const bool on_its_side = orientation == 6 || orientation == 8;
        check_jpeg(media::scaled(read(folder / "turned.jpg"), media::in_sound_files), on_its_side ? 32 : 64,
                   on_its_side ? 64 : 32);
    }
}

TEST_CASE("a small picture inside EXIF is not taken for the picture") {
    const std::string inside = segment(0xe1, "Exif\0\0"s + plain_jpeg(8, 8, 4));
    const av::PictureHeader header = av::read_picture_header(plain_jpeg(64, 32, 3, inside));
    CHECK(header.width == 64);
    CHECK(header.height == 32);
    CHECK(header.components == 3);
}

TEST_CASE("a link to a picture is that picture") {
    const TempFolder folder;
    write(folder / "a.png", black_png(30, 20));
    std::filesystem::create_symlink("a.png", folder / "b.png");
    CHECK(tests::inspect_artwork_file(folder / "b.png").width == 30);
}
