// SPDX-License-Identifier: MIT
// Pictures that are broken, or made to do harm: refused, and soon.
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

TEST_CASE("a PNG that claims 900 million pixels is refused without making room for them") {
    const TempFolder folder;
    write(folder / "bomb.png", png_of(30'000, 30'000, 8, rgb, zeros_packed(10)));
    check_refused(folder / "bomb.png");
    write(folder / "negative.png", png_of(0xffffffff, 0xffffffff, 8, rgb, zeros_packed(10)));
    check_refused(folder / "negative.png");
    write(folder / "wide.png", png_of(0x7fffffff, 1, 8, rgb, zeros_packed(10)));
    check_refused(folder / "wide.png");
    write(folder / "nothing.png", png_of(0, 0, 8, rgb, zeros_packed(10)));
    check_refused(folder / "nothing.png");
}

TEST_CASE("a PNG that inflates to more than 64 million pixels is refused, and one of just as many is not") {
    const TempFolder folder;
    const std::string bomb = black_png(8000, 8001);
    CHECK(bomb.size() < 1'500'000);
    write(folder / "bomb.png", bomb);
    check_refused(folder / "bomb.png");
    write(folder / "most.png", black_png(8000, 8000, 1, grey));
    const model::ImageFacts facts = measured(folder / "most.png", 300'000);
    CHECK_FALSE(facts.problem);
    CHECK(facts.width == 8000);
    CHECK(facts.height == 8000);
}

TEST_CASE("a PNG whose rows inflate to far more than it states is read as far as it states") {
    const TempFolder folder;
    write(folder / "long.png", png_of(16, 16, 8, rgb, zeros_packed(100'000'000)));
    const model::ImageFacts facts = measured(folder / "long.png");
    if (!facts.problem) CHECK(facts.width == 16);
}

TEST_CASE("words and a profile that inflate inside a PNG do not fill the memory") {
    const TempFolder folder;
    const std::string rows = zeros_packed(49 * 16);
    const std::string packed = zeros_packed(100'000'000);
    write(folder / "words.png", png_of(16, 16, 8, rgb, rows, png_chunk("zTXt", "Comment\0\0"s + packed)));
    CHECK(measured(folder / "words.png").width == 16);
    write(folder / "profile.png", png_of(16, 16, 8, rgb, rows, png_chunk("iCCP", "icc\0\0"s + packed)));
    CHECK(measured(folder / "profile.png").width == 16);
}

TEST_CASE("a JPEG that claims 65535 pixels a side is refused without making room for them") {
    const TempFolder folder;
    std::string bomb = plain_jpeg(16, 16, 3);
    const std::size_t frame = bomb.find("\xff\xc0");
    bomb.replace(frame + 5, 4, "\xff\xff\xff\xff");
    write(folder / "bomb.jpg", bomb);
    check_refused(folder / "bomb.jpg");
    CHECK(av::read_picture_header(bomb).width == 65535);
    bomb.replace(frame + 5, 4, "\0\0\0\0"s);
    write(folder / "nothing.jpg", bomb);
    check_refused(folder / "nothing.jpg");
}

TEST_CASE("a JPEG far shorter than the size that it states is refused") {
    const TempFolder folder;
    std::string tall = plain_jpeg(16, 16, 3);
    tall.replace(tall.find("\xff\xc0") + 5, 4, big(60'000, 2) + big(1000, 2));
    write(folder / "tall.jpg", tall);
    CHECK(measured(folder / "tall.jpg", 300'000).problem == core::Code::bad_artwork);
}

TEST_CASE("texts, SVG and nothing at all are no pictures, whatever their names") {
    const TempFolder folder;
    const std::vector<std::string> contents = {
        "This is a letter, not a picture.\n",
        "",
        "\0"s,
        std::string(5000, '\0'),
        std::string(5000, '\xff'),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect/></svg>\n",
        "<?xml version=\"1.0\"?><!DOCTYPE svg><svg/>",
        "%PDF-1.4",
        "\x89PNG\r\n\x1a\n",
        "\xff\xd8\xff",
        "GIF89a",
        "BM",
        "II*\0"s,
        "MM\0*"s,
        "RIFF\4\0\0\0WEBP"s};
    for (const std::string& content : contents) {
        for (const char* name : {"a.jpg", "a.png", "a.svg", "a.webp"}) {
            INFO(&content - contents.data() << " " << name);
            write(folder / name, content);
            check_refused(folder / name);
            CHECK(tests::inspect_artwork_file(folder / name).problem == core::Code::bad_artwork);
        }
    }
    write(folder / "a.svg", contents[5]);
    CHECK_THROWS_AS(media::whole(core::read_file(folder / "a.svg")), core::Error);
    write(folder / "empty.png", "");
    CHECK_THROWS_AS(media::whole(core::read_file(folder / "empty.png")), core::Error);
}

TEST_CASE("a JPEG that calls itself RGB has four components only if it has four") {
    const TempFolder folder;
    for (const unsigned components : {0U, 2U, 5U, 255U}) {
        INFO(components);
        std::string odd = plain_jpeg(16, 16, 3);
        odd[odd.find("\xff\xc0") + 9] = static_cast<char>(components);
        write(folder / "odd.jpg", odd);
        check_refused(folder / "odd.jpg");
    }
}

TEST_CASE("a PNG that was cut anywhere is refused") {
    const TempFolder folder;
    make_picture(folder / "whole.png", "testsrc2=s=300x300", {"-frames:v", "1", "-vf", "noise=alls=50"});
    const std::string whole = read(folder / "whole.png");
    REQUIRE(whole.size() > 50'000);
    for (const std::size_t size :
         {std::size_t{20}, std::size_t{40}, whole.size() / 10, whole.size() / 2, whole.size() * 9 / 10}) {
        INFO(size << " of " << whole.size());
        write(folder / "cut.png", whole.substr(0, size));
        CHECK(measured(folder / "cut.png").problem == core::Code::bad_artwork);
    }
}

TEST_CASE("a JPEG that was cut anywhere is refused") {
    const TempFolder folder;
    make_picture(folder / "whole.jpg", "testsrc2=s=300x300", {"-frames:v", "1", "-vf", "noise=alls=50"});
    const std::string whole = read(folder / "whole.jpg");
    REQUIRE(whole.size() > 10'000);
    for (const std::size_t size : {std::size_t{3}, std::size_t{100}, std::size_t{1000}, whole.size() / 10,
                                   whole.size() / 2, whole.size() * 9 / 10}) {
        INFO(size << " of " << whole.size());
        write(folder / "cut.jpg", whole.substr(0, size));
        CHECK(measured(folder / "cut.jpg").problem == core::Code::bad_artwork);
    }
}

TEST_CASE("other formats that were cut are refused, or keep their size") {
    const TempFolder folder;
    for (const std::string format : {"gif", "webp", "bmp", "tiff"}) {
        make_picture(folder / ("whole." + format), "testsrc2=s=300x300");
        const std::string whole = read(folder / ("whole." + format));
        for (std::size_t tenths = 0; tenths < 10; ++tenths) {
            INFO(format << " " << tenths << " tenths");
            write(folder / "cut", whole.substr(0, 12 + whole.size() * tenths / 10));
            const model::ImageFacts facts = measured(folder / "cut");
            if (!facts.problem) CHECK(facts.width == 300);
        }
    }
}

TEST_CASE("bytes changed at random do no harm") {
    const TempFolder folder;
    for (const std::string format : {"png", "jpg", "gif", "webp", "bmp", "tiff"}) {
        make_picture(folder / ("whole." + format), "testsrc2=s=64x64");
        const std::string whole = read(folder / ("whole." + format));
        std::uint32_t random = 1;
        for (int round = 0; round < 8; ++round) {
            std::string changed = whole;
            for (int i = 0; i < 5; ++i) {
                random = random * 1664525U + 1013904223U;
                changed[(random >> 8U) % changed.size()] = static_cast<char>(random >> 3U);
            }
            INFO(format << " " << round);
            write(folder / "changed", changed);
            const model::ImageFacts facts = measured(folder / "changed", 300'000);
            if (facts.problem) continue;
            try {
                media::scaled(core::read_file(folder / "changed"), media::small_thumbnail);
            } catch (const core::Error&) {
                SUCCEED("refused");
            }
        }
    }
}

TEST_CASE("EXIF that is broken does no harm") {
    const TempFolder folder;
    const std::string good = turned(1);
    for (std::size_t at = 4; at < good.size(); ++at) {
        std::string broken = good;
        broken[at] = '\xff';
        INFO(at);
        write(folder / "a.jpg", plain_jpeg(64, 32, 3, broken));
        CHECK_FALSE(measured(folder / "a.jpg").problem);
    }
    for (const std::size_t size : {2U, 3U, 6U, 9U, 20U}) {
        INFO(size);
        write(folder / "a.jpg", plain_jpeg(64, 32, 3, segment(0xe1, good.substr(4, size - 2))));
        CHECK_FALSE(measured(folder / "a.jpg").problem);
    }
}

TEST_CASE("a header is read of any bytes, and soon") {
    const std::vector<std::string> starts = {"\xff\xd8\xff", "\xff\xd8\xff\xe0\0\0"s, "\xff\xd8\xff\xe0\0\1"s,
                                             "\xff\xd8\xff\xe0\xff\xff", "\xff\xd8\xff\xc0\0\x11"s};
    for (const std::string& start : starts) {
        for (const std::string& unit :
             {"\xff"s, "\0"s, "\xff\xe0\0\0"s, "\xff\xe0\0\2"s, "\xff\xe0\xff\xff"s}) {
            std::string bytes = start;
            while (bytes.size() < 500'000) bytes += unit;
            const av::PictureHeader header = av::read_picture_header(bytes);
            CHECK(header.format == "jpeg");
            CHECK(header.width >= 0);
            CHECK(header.height >= 0);
        }
    }
    const std::string whole = plain_jpeg(64, 32, 3);
    for (std::size_t size = 0; size < whole.size(); ++size) av::read_picture_header(whole.substr(0, size));
}

TEST_CASE("a folder, a loop of links, a pipe and an absent file are no pictures") {
    const TempFolder folder;
    std::filesystem::create_directory(folder / "folder.png");
    std::filesystem::create_symlink("b.png", folder / "a.png");
    std::filesystem::create_symlink("a.png", folder / "b.png");
    std::filesystem::create_symlink("absent", folder / "dangling.png");
    for (const char* name : {"folder.png", "a.png", "dangling.png", "absent.png"}) {
        INFO(name);
        check_refused(folder / name);
        CHECK_THROWS_AS(media::whole(core::read_file(folder / name)), core::Error);
    }
    REQUIRE(run_program({"mkfifo", folder / "pipe.png"}).code == 0);
    CHECK(tests::inspect_artwork_file(folder / "pipe.png").problem);  // and does not wait for a writer
}

TEST_CASE("a file of more than 64 MB is no picture") {
    const TempFolder folder;
    write(folder / "large.png", black_png(30, 20));
    std::filesystem::resize_file(folder / "large.png", (std::uintmax_t{64} << 20U) + 1);
    const model::ImageFacts facts = measured(folder / "large.png", 300'000);
    CHECK(facts.problem == core::Code::file_too_large);
    CHECK_THROWS_AS(media::scaled(core::read_file(folder / "large.png"), media::in_sound_files), core::Error);
    CHECK_THROWS_AS(media::whole(core::read_file(folder / "large.png")), core::Error);
}

TEST_CASE("why a picture cannot be used is said") {
    const TempFolder folder;
    write(folder / "text.jpg", "no picture");
    const model::ImageFacts text = tests::inspect_artwork_file(folder / "text.jpg");
    REQUIRE_FALSE(text.problem_args.empty());
    CHECK(text.problem_args[0].first == "reason");
    CHECK_FALSE(text.problem_args[0].second.empty());
    write(folder / "bomb.png", png_of(30'000, 30'000, 8, rgb, zeros_packed(10)));
    const model::ImageFacts bomb = tests::inspect_artwork_file(folder / "bomb.png");
    REQUIRE_FALSE(bomb.problem_args.empty());
    CHECK_FALSE(bomb.problem_args[0].second.empty());
}
