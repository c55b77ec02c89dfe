// SPDX-License-Identifier: MIT
#include "pipeline/media/artwork.h"

#include <catch2/catch.hpp>

#include "pipeline/av/picture.h"
#include "pipeline/core/error.h"
#include "tests/support/artwork_file.h"
#include "tests/support/command.h"
#include "tests/support/files.h"

using namespace cityfm;

TEST_CASE("a picture is described by what it is, not by its name") {
    const tests::TempFolder folder;
    tests::write(folder / "cover.jpg", av::plain_png(1400, 1, 2, 3));
    const model::ImageFacts facts = tests::inspect_artwork_file(folder / "cover.jpg");
    CHECK(facts.format == "png");
    CHECK(facts.width == 1400);
    CHECK(facts.height == 1400);
    CHECK(facts.rgb);
    CHECK_FALSE(facts.problem);
}

TEST_CASE("what cannot be used as a picture says why and throws nothing") {
    const tests::TempFolder folder;
    tests::write(folder / "text.png", "not a picture");
    tests::write(folder / "cut.png", av::plain_png(1400, 1, 2, 3).substr(0, 60));
    CHECK(tests::inspect_artwork_file(folder / "absent.png").problem == core::Code::file_missing);
    CHECK(tests::inspect_artwork_file(folder / "text.png").problem == core::Code::bad_artwork);
    CHECK(tests::inspect_artwork_file(folder / "cut.png").problem == core::Code::bad_artwork);
}

TEST_CASE("a grey picture is not RGB") {
    const tests::TempFolder folder;
    REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=gray:s=1400x1400",
                                "-frames:v", "1", "-pix_fmt", "gray", folder / "grey.png"})
                .code == 0);
    CHECK_FALSE(tests::inspect_artwork_file(folder / "grey.png").rgb);
}

TEST_CASE("a picture for sound files is a JPEG of at most 1400 pixels and 300 kB") {
    const tests::TempFolder folder;
    REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=2800x2800",
                                "-frames:v", "1", "-vf", "noise=alls=90", folder / "noisy.png"})
                .code == 0);
    const std::string jpeg = media::scaled(tests::read(folder / "noisy.png"), media::in_sound_files);
    CHECK(jpeg.size() <= 300000);
    tests::write(folder / "out", jpeg);
    const av::PictureInfo info = av::inspect_picture(tests::read(folder / "out"));
    CHECK(info.format == "jpeg");
    CHECK(info.width <= 1400);
    CHECK(info.width == info.height);
    CHECK(media::scaled(tests::read(folder / "noisy.png"), media::in_sound_files) == jpeg);
}

TEST_CASE("a small picture is not made larger") {
    const tests::TempFolder folder;
    tests::write(folder / "small.png", av::plain_png(300, 1, 2, 3));
    tests::write(folder / "out", media::scaled(tests::read(folder / "small.png"), media::in_sound_files));
    CHECK(av::inspect_picture(tests::read(folder / "out")).width == 300);
}
