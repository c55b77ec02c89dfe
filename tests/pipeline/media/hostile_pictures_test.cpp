// SPDX-License-Identifier: MIT
// Pictures that are broken, odd or made to do harm.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/av/picture.h"
#include "pipeline/av/sniff.h"
#include "pipeline/core/error.h"
#include "pipeline/media/artwork.h"
#include "tests/support/command.h"
#include "tests/support/files.h"

using namespace cityfm;
using namespace std::string_literals;

namespace {

std::string big(std::uint64_t value, unsigned bytes = 4) {
    std::string text;
    for (unsigned i = bytes; i > 0; --i) text += static_cast<char>(value >> (8 * (i - 1)) & 0xffU);
    return text;
}

/// The checksum of PNG and zlib (ISO 3309).
std::uint32_t crc32(const std::string& bytes) {
    std::uint32_t sum = 0xffffffff;
    for (const char c : bytes) {
        sum ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) sum = sum >> 1U ^ ((sum & 1U) * 0xedb88320U);
    }
    return ~sum;
}

std::string chunk(const std::string& type, const std::string& content) {
    return big(content.size()) + type + content + big(crc32(type + content));
}

/// A zlib stream of zero bytes (RFC 1950 and 1951): some as they are, and copies of them, 258 at a time.
std::string zeros_packed(std::size_t count) {
    std::string packed = "\x78\x01";
    unsigned pending = 0;
    unsigned pending_bits = 0;
    const auto add = [&](unsigned code, unsigned bits) {
        for (unsigned i = bits; i > 0; --i) {
            pending |= (code >> (i - 1) & 1U) << pending_bits;
            if (++pending_bits < 8) continue;
            packed += static_cast<char>(pending);
            pending = pending_bits = 0;
        }
    };
    add(1, 1);     // the last block,
    add(0b10, 2);  // with the codes that need no table
    std::size_t left = count;
    for (; left > 0 && (left == count || left % 258 != 0); --left) add(0b00110000, 8);
    for (; left > 0; left -= 258) add(0b1100010100000, 13);
    add(0, 7);
    add(0, 7);  // fills the last byte
    return packed + big(count % 65521, 2) + big(1, 2);
}

enum Colour { grey = 0, rgb = 2, palette = 3, grey_alpha = 4, rgb_alpha = 6 };

/// A PNG of these packed rows.
std::string png_of(std::uint32_t width, std::uint32_t height, int depth, Colour colour,
                   const std::string& packed, const std::string& before = {}) {
    const std::string header = big(width) + big(height) + static_cast<char>(depth) +
                               static_cast<char>(colour) + std::string(3, '\0');
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + before + chunk("IDAT", packed) + chunk("IEND", {});
}

/// A black PNG.
std::string black_png(std::uint32_t width, std::uint32_t height, int depth = 8, Colour colour = rgb) {
    const unsigned samples = colour == rgb ? 3 : colour == rgb_alpha ? 4 : colour == grey_alpha ? 2 : 1;
    const std::size_t row = 1 + (std::size_t{width} * samples * static_cast<unsigned>(depth) + 7) / 8;
    return png_of(width, height, depth, colour, zeros_packed(row * height),
                  colour == palette ? chunk("PLTE", "\x10\x20\x30\xff\xff\xff"s) : "");
}

std::string segment(unsigned marker, const std::string& content) {
    return '\xff' + std::string(1, static_cast<char>(marker)) + big(content.size() + 2, 2) + content;
}

/// A baseline JPEG (ITU T.81) of one colour: each block is a zero difference and an end, of one bit each.
std::string plain_jpeg(std::uint32_t width, std::uint32_t height, unsigned components,
                       const std::string& before = {}) {
    std::string frame = "\x08" + big(height, 2) + big(width, 2) + static_cast<char>(components);
    std::string scan(1, static_cast<char>(components));
    for (unsigned i = 1; i <= components; ++i) {
        frame += static_cast<char>(i) + "\x11\0"s;
        scan += static_cast<char>(i) + "\0"s;
    }
    const std::string one_code = "\1"s + std::string(15, '\0') + '\0';
    const std::size_t blocks = std::size_t{(width + 7) / 8} * ((height + 7) / 8);
    return "\xff\xd8" + before + segment(0xdb, '\0' + std::string(64, '\1')) + segment(0xc0, frame) +
           segment(0xc4, '\0' + one_code) + segment(0xc4, '\x10' + one_code) +
           segment(0xda, scan + "\0\x3f\0"s) + std::string((blocks * components * 2 + 7) / 8, '\0') +
           "\xff\xd9";
}

/// EXIF that says which way up a picture is (6: turn it clockwise).
std::string turned(unsigned orientation) {
    return segment(0xe1, "Exif\0\0MM\0*"s + big(8) + big(1, 2) + big(0x0112, 2) + big(3, 2) + big(1) +
                             big(orientation, 2) + big(0, 2) + big(0));
}

/// The largest size of a process of its own that does this work.
template <class Work>
long kilobytes_of(const Work& work) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int status = 0;
    rusage used{};
    ::wait4(child, &status, 0, &used);
    CHECK(status == 0);
    return used.ru_maxrss;
}

/// What the file is, measured: soon, and without memory for what is only claimed.
model::ImageFacts measured(const std::filesystem::path& path, long most_kilobytes = 64'000) {
#ifdef __SANITIZE_ADDRESS__
    most_kilobytes += 8'000'000;  // a sanitizer has an appetite of its own
#endif
    const long idle = kilobytes_of([] {});
    CHECK(kilobytes_of([&] { media::inspect_artwork(path); }) - idle < most_kilobytes);
    const std::clock_t start = std::clock();
    const model::ImageFacts facts = media::inspect_artwork(path);
    CHECK(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC < 2);
    return facts;
}

/// Checks that a file is refused by all who take pictures, and by no exception but ours.
void check_refused(const std::filesystem::path& path) {
    const model::ImageFacts facts = measured(path);
    CHECK(facts.problem);
    CHECK(facts.width == 0);
    CHECK_THROWS_AS(media::scaled(path, media::in_sound_files), core::Error);
}

/// Checks that bytes are a whole JPEG of a size.
void check_jpeg(const std::string& bytes, int width, int height) {
    const tests::TempFolder folder;
    tests::write(folder / "made", bytes);
    const model::ImageFacts facts = media::inspect_artwork(folder / "made");
    CHECK_FALSE(facts.problem);
    CHECK(facts.format == "jpeg");
    CHECK(facts.width == width);
    CHECK(facts.height == height);
    CHECK_FALSE(facts.cmyk);
    CHECK(bytes.substr(0, 3) == "\xff\xd8\xff");
    CHECK(bytes.substr(bytes.size() - 2) == "\xff\xd9");
}

/// Makes a picture by FFmpeg from its own patterns.
void make(const std::filesystem::path& path, const std::string& pattern,
          const std::vector<std::string>& how = {}) {
    std::vector<std::string> words = {"ffmpeg", "-v", "error", "-f", "lavfi", "-i", pattern};
    words.insert(words.end(), how.begin(), how.end());
    if (how.empty()) words.insert(words.end(), {"-frames:v", "1"});
    words.push_back(path);
    const tests::Ran ran = tests::run_program(words);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
}

}  // namespace

TEST_CASE("a PNG that claims 900 million pixels is refused without making room for them") {
    const tests::TempFolder folder;
    tests::write(folder / "bomb.png", png_of(30'000, 30'000, 8, rgb, zeros_packed(10)));
    check_refused(folder / "bomb.png");
    tests::write(folder / "negative.png", png_of(0xffffffff, 0xffffffff, 8, rgb, zeros_packed(10)));
    check_refused(folder / "negative.png");
    tests::write(folder / "wide.png", png_of(0x7fffffff, 1, 8, rgb, zeros_packed(10)));
    check_refused(folder / "wide.png");
    tests::write(folder / "nothing.png", png_of(0, 0, 8, rgb, zeros_packed(10)));
    check_refused(folder / "nothing.png");
}

TEST_CASE("a PNG that inflates to more than 64 million pixels is refused, and one of just as many is not") {
    const tests::TempFolder folder;
    const std::string bomb = black_png(8000, 8001);
    CHECK(bomb.size() < 1'500'000);
    tests::write(folder / "bomb.png", bomb);
    check_refused(folder / "bomb.png");
    tests::write(folder / "most.png", black_png(8000, 8000, 1, grey));
    const model::ImageFacts facts = measured(folder / "most.png", 300'000);
    CHECK_FALSE(facts.problem);
    CHECK(facts.width == 8000);
    CHECK(facts.height == 8000);
}

TEST_CASE("a PNG whose rows inflate to far more than it states is read as far as it states") {
    const tests::TempFolder folder;
    tests::write(folder / "long.png", png_of(16, 16, 8, rgb, zeros_packed(100'000'000)));
    const model::ImageFacts facts = measured(folder / "long.png");
    if (!facts.problem) CHECK(facts.width == 16);
}

TEST_CASE("words and a profile that inflate inside a PNG do not fill the memory") {
    const tests::TempFolder folder;
    const std::string rows = zeros_packed(49 * 16);
    const std::string packed = zeros_packed(100'000'000);
    tests::write(folder / "words.png", png_of(16, 16, 8, rgb, rows, chunk("zTXt", "Comment\0\0"s + packed)));
    CHECK(measured(folder / "words.png").width == 16);
    tests::write(folder / "profile.png", png_of(16, 16, 8, rgb, rows, chunk("iCCP", "icc\0\0"s + packed)));
    CHECK(measured(folder / "profile.png").width == 16);
}

TEST_CASE("a JPEG that claims 65535 pixels a side is refused without making room for them") {
    const tests::TempFolder folder;
    std::string bomb = plain_jpeg(16, 16, 3);
    const std::size_t frame = bomb.find("\xff\xc0");
    bomb.replace(frame + 5, 4, "\xff\xff\xff\xff");
    tests::write(folder / "bomb.jpg", bomb);
    check_refused(folder / "bomb.jpg");
    CHECK(av::read_picture_header(bomb).width == 65535);
    bomb.replace(frame + 5, 4, "\0\0\0\0"s);
    tests::write(folder / "nothing.jpg", bomb);
    check_refused(folder / "nothing.jpg");
}

TEST_CASE("a JPEG far shorter than the size that it states is refused") {
    const tests::TempFolder folder;
    std::string tall = plain_jpeg(16, 16, 3);
    tall.replace(tall.find("\xff\xc0") + 5, 4, big(60'000, 2) + big(1000, 2));
    tests::write(folder / "tall.jpg", tall);
    CHECK(measured(folder / "tall.jpg", 300'000).problem == core::Code::bad_artwork);
}

TEST_CASE("texts, SVG and nothing at all are no pictures, whatever their names") {
    const tests::TempFolder folder;
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
            tests::write(folder / name, content);
            check_refused(folder / name);
            CHECK(media::inspect_artwork(folder / name).problem == core::Code::bad_artwork);
        }
    }
    tests::write(folder / "a.svg", contents[5]);
    CHECK_THROWS_AS(media::whole(folder / "a.svg"), core::Error);
    tests::write(folder / "empty.png", "");
    CHECK_THROWS_AS(media::whole(folder / "empty.png"), core::Error);
}

TEST_CASE("a JPEG for a printing press is refused or said to be one") {
    const tests::TempFolder folder;
    const std::string adobe = segment(0xee, "Adobe\0\x64\0\0\0\0\0"s);  // without a transform: CMYK
    const std::string ycck = segment(0xee, "Adobe\0\x64\0\0\0\0\2"s);
    for (const std::string& mark : {""s, adobe, ycck}) {
        INFO(mark.size());
        tests::write(folder / "press.jpg", plain_jpeg(1400, 1400, 4, mark));
        const model::ImageFacts facts = measured(folder / "press.jpg");
        CHECK((facts.problem || facts.cmyk));
        if (facts.problem) continue;
        CHECK(facts.width == 1400);
        check_jpeg(media::scaled(folder / "press.jpg", media::in_sound_files), 1400, 1400);
    }
    tests::write(folder / "screen.jpg", plain_jpeg(1400, 1400, 3));
    const model::ImageFacts facts = measured(folder / "screen.jpg");
    CHECK_FALSE(facts.problem);
    CHECK(facts.rgb);
    CHECK_FALSE(facts.cmyk);
    tests::write(folder / "grey.jpg", plain_jpeg(1400, 1400, 1));
    CHECK_FALSE(measured(folder / "grey.jpg").rgb);
}

TEST_CASE("a JPEG that calls itself RGB has four components only if it has four") {
    const tests::TempFolder folder;
    for (const unsigned components : {0U, 2U, 5U, 255U}) {
        INFO(components);
        std::string odd = plain_jpeg(16, 16, 3);
        odd[odd.find("\xff\xc0") + 9] = static_cast<char>(components);
        tests::write(folder / "odd.jpg", odd);
        check_refused(folder / "odd.jpg");
    }
}

TEST_CASE("an animated GIF, a WebP, a BMP and a TIFF can be used, and become JPEGs of their size") {
    const tests::TempFolder folder;
    make(folder / "a.gif", "testsrc2=s=320x200:r=5:d=1", {"-t", "1"});
    make(folder / "a.webp", "testsrc2=s=320x200");
    make(folder / "a.bmp", "testsrc2=s=320x200");
    make(folder / "a.tiff", "testsrc2=s=320x200", {"-frames:v", "1", "-pix_fmt", "rgb24"});
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
        const media::WholePicture picture = media::whole(file);
        CHECK(picture.extension == ".jpg");
        CHECK(picture.type == "image/jpeg");
        check_jpeg(picture.bytes, 320, 200);
        check_jpeg(media::scaled(file, {160, 100'000}), 160, 100);
    }
}

TEST_CASE("an animated WebP is refused or shown by its first picture") {
    const tests::TempFolder folder;
    make(folder / "a.webp", "testsrc2=s=320x200:r=5:d=1", {"-t", "1", "-c:v", "libwebp_anim"});
    const model::ImageFacts facts = measured(folder / "a.webp");
    if (facts.problem) {
        CHECK_THROWS_AS(media::whole(folder / "a.webp"), core::Error);
    } else {
        check_jpeg(media::whole(folder / "a.webp").bytes, 320, 200);
    }
}

TEST_CASE("a PNG and a JPEG stay byte for byte where directories take them") {
    const tests::TempFolder folder;
    const std::string png = black_png(300, 200);
    const std::string jpeg = plain_jpeg(300, 200, 3);
    tests::write(folder / "a.jpg", png);
    tests::write(folder / "a.png", jpeg);
    const media::WholePicture first = media::whole(folder / "a.jpg");
    CHECK(first.bytes == png);
    CHECK(first.extension == ".png");
    CHECK(first.type == "image/png");
    const media::WholePicture second = media::whole(folder / "a.png");
    CHECK(second.bytes == jpeg);
    CHECK(second.extension == ".jpg");
}

TEST_CASE("a PNG that was cut anywhere is refused") {
    const tests::TempFolder folder;
    make(folder / "whole.png", "testsrc2=s=300x300", {"-frames:v", "1", "-vf", "noise=alls=50"});
    const std::string whole = tests::read(folder / "whole.png");
    REQUIRE(whole.size() > 50'000);
    for (const std::size_t size :
         {std::size_t{20}, std::size_t{40}, whole.size() / 10, whole.size() / 2, whole.size() * 9 / 10}) {
        INFO(size << " of " << whole.size());
        tests::write(folder / "cut.png", whole.substr(0, size));
        CHECK(measured(folder / "cut.png").problem == core::Code::bad_artwork);
    }
}

TEST_CASE("a JPEG that was cut anywhere is refused") {
    const tests::TempFolder folder;
    make(folder / "whole.jpg", "testsrc2=s=300x300", {"-frames:v", "1", "-vf", "noise=alls=50"});
    const std::string whole = tests::read(folder / "whole.jpg");
    REQUIRE(whole.size() > 10'000);
    for (const std::size_t size : {std::size_t{3}, std::size_t{100}, std::size_t{1000}, whole.size() / 10,
                                   whole.size() / 2, whole.size() * 9 / 10}) {
        INFO(size << " of " << whole.size());
        tests::write(folder / "cut.jpg", whole.substr(0, size));
        CHECK(measured(folder / "cut.jpg").problem == core::Code::bad_artwork);
    }
}

TEST_CASE("other formats that were cut are refused, or keep their size") {
    const tests::TempFolder folder;
    for (const std::string format : {"gif", "webp", "bmp", "tiff"}) {
        make(folder / ("whole." + format), "testsrc2=s=300x300");
        const std::string whole = tests::read(folder / ("whole." + format));
        for (std::size_t tenths = 0; tenths < 10; ++tenths) {
            INFO(format << " " << tenths << " tenths");
            tests::write(folder / "cut", whole.substr(0, 12 + whole.size() * tenths / 10));
            const model::ImageFacts facts = measured(folder / "cut");
            if (!facts.problem) CHECK(facts.width == 300);
        }
    }
}

TEST_CASE("bytes changed at random do no harm") {
    const tests::TempFolder folder;
    for (const std::string format : {"png", "jpg", "gif", "webp", "bmp", "tiff"}) {
        make(folder / ("whole." + format), "testsrc2=s=64x64");
        const std::string whole = tests::read(folder / ("whole." + format));
        std::uint32_t random = 1;
        for (int round = 0; round < 8; ++round) {
            std::string changed = whole;
            for (int i = 0; i < 5; ++i) {
                random = random * 1664525U + 1013904223U;
                changed[(random >> 8U) % changed.size()] = static_cast<char>(random >> 3U);
            }
            INFO(format << " " << round);
            tests::write(folder / "changed", changed);
            const model::ImageFacts facts = measured(folder / "changed", 300'000);
            if (facts.problem) continue;
            try {
                media::scaled(folder / "changed", media::small_thumbnail);
            } catch (const core::Error&) {
                SUCCEED("refused");
            }
        }
    }
}

TEST_CASE("pictures of one pixel, and of one column, are scaled to one at least") {
    const tests::TempFolder folder;
    tests::write(folder / "dot.png", black_png(1, 1));
    tests::write(folder / "column.png", black_png(1, 3000));
    tests::write(folder / "row.png", black_png(3000, 1));
    CHECK(measured(folder / "dot.png").width == 1);
    CHECK(measured(folder / "column.png").height == 3000);
    check_jpeg(media::scaled(folder / "dot.png", media::in_sound_files), 1, 1);
    check_jpeg(media::scaled(folder / "column.png", media::in_sound_files), 1, 1400);
    check_jpeg(media::scaled(folder / "row.png", media::in_sound_files), 1400, 1);
    REQUIRE(
        tests::run_program({"ffmpeg", "-v", "error", "-i", folder / "dot.png", folder / "dot.bmp"}).code ==
        0);
    check_jpeg(media::whole(folder / "dot.bmp").bytes, 1, 1);
    make(folder / "column.bmp", "color=red:s=2x3000");
    check_jpeg(media::whole(folder / "column.bmp").bytes, 2, 3000);
}

TEST_CASE("PNGs of every depth and colour can be used") {
    const tests::TempFolder folder;
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
        tests::write(folder / "a.png", black_png(301, 203, kind.depth, kind.colour));
        const model::ImageFacts facts = measured(folder / "a.png");
        CHECK_FALSE(facts.problem);
        CHECK(facts.width == 301);
        CHECK(facts.height == 203);
        CHECK(facts.rgb == kind.coloured);
        check_jpeg(media::scaled(folder / "a.png", media::in_sound_files), 301, 203);
    }
}

TEST_CASE("a picture that EXIF turns is turned before the EXIF goes") {
    const tests::TempFolder folder;
    for (const unsigned orientation : {0U, 1U, 3U, 6U, 8U, 9U, 65535U}) {
        INFO(orientation);
        tests::write(folder / "turned.jpg", plain_jpeg(64, 32, 3, turned(orientation)));
        const model::ImageFacts facts = measured(folder / "turned.jpg");
        CHECK_FALSE(facts.problem);
        CHECK(facts.width * facts.height == 64 * 32);
        const bool on_its_side = orientation == 6 || orientation == 8;
        check_jpeg(media::scaled(folder / "turned.jpg", media::in_sound_files), on_its_side ? 32 : 64,
                   on_its_side ? 64 : 32);
    }
}

TEST_CASE("EXIF that is broken does no harm") {
    const tests::TempFolder folder;
    const std::string good = turned(1);
    for (std::size_t at = 4; at < good.size(); ++at) {
        std::string broken = good;
        broken[at] = '\xff';
        INFO(at);
        tests::write(folder / "a.jpg", plain_jpeg(64, 32, 3, broken));
        CHECK_FALSE(measured(folder / "a.jpg").problem);
    }
    for (const std::size_t size : {2U, 3U, 6U, 9U, 20U}) {
        INFO(size);
        tests::write(folder / "a.jpg", plain_jpeg(64, 32, 3, segment(0xe1, good.substr(4, size - 2))));
        CHECK_FALSE(measured(folder / "a.jpg").problem);
    }
}

TEST_CASE("a small picture inside EXIF is not taken for the picture") {
    const std::string inside = segment(0xe1, "Exif\0\0"s + plain_jpeg(8, 8, 4));
    const av::PictureHeader header = av::read_picture_header(plain_jpeg(64, 32, 3, inside));
    CHECK(header.width == 64);
    CHECK(header.height == 32);
    CHECK(header.components == 3);
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
    const tests::TempFolder folder;
    std::filesystem::create_directory(folder / "folder.png");
    std::filesystem::create_symlink("b.png", folder / "a.png");
    std::filesystem::create_symlink("a.png", folder / "b.png");
    std::filesystem::create_symlink("absent", folder / "dangling.png");
    for (const char* name : {"folder.png", "a.png", "dangling.png", "absent.png"}) {
        INFO(name);
        check_refused(folder / name);
        CHECK_THROWS_AS(media::whole(folder / name), core::Error);
    }
    REQUIRE(tests::run_program({"mkfifo", folder / "pipe.png"}).code == 0);
    CHECK(media::inspect_artwork(folder / "pipe.png").problem);  // and does not wait for a writer
}

TEST_CASE("a link to a picture is that picture") {
    const tests::TempFolder folder;
    tests::write(folder / "a.png", black_png(30, 20));
    std::filesystem::create_symlink("a.png", folder / "b.png");
    CHECK(media::inspect_artwork(folder / "b.png").width == 30);
}

TEST_CASE("a file of more than 64 MB is no picture") {
    const tests::TempFolder folder;
    tests::write(folder / "large.png", black_png(30, 20));
    std::filesystem::resize_file(folder / "large.png", (std::uintmax_t{64} << 20U) + 1);
    const model::ImageFacts facts = measured(folder / "large.png", 300'000);
    CHECK(facts.problem == core::Code::file_too_large);
    CHECK_THROWS_AS(media::scaled(folder / "large.png", media::in_sound_files), core::Error);
    CHECK_THROWS_AS(media::whole(folder / "large.png"), core::Error);
}

TEST_CASE("why a picture cannot be used is said") {
    const tests::TempFolder folder;
    tests::write(folder / "text.jpg", "no picture");
    const model::ImageFacts text = media::inspect_artwork(folder / "text.jpg");
    REQUIRE_FALSE(text.problem_args.empty());
    CHECK(text.problem_args[0].first == "reason");
    CHECK_FALSE(text.problem_args[0].second.empty());
    tests::write(folder / "bomb.png", png_of(30'000, 30'000, 8, rgb, zeros_packed(10)));
    const model::ImageFacts bomb = media::inspect_artwork(folder / "bomb.png");
    REQUIRE_FALSE(bomb.problem_args.empty());
    CHECK_FALSE(bomb.problem_args[0].second.empty());
}
