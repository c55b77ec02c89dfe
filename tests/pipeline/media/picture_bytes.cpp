// SPDX-License-Identifier: MIT
#include "tests/pipeline/media/picture_bytes.h"

#include <catch2/catch.hpp>

#include "pipeline/core/error.h"
#include "pipeline/media/artwork.h"
#include "tests/support/apart.h"
#include "tests/support/artwork_file.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/raw_bytes.h"
#include "tests/support/zlib_bytes.h"

using namespace std::string_literals;

namespace cityfm::tests {
namespace {

/// The checksum of PNG and zlib (ISO 3309).
std::uint32_t crc32(const std::string& bytes) {
    std::uint32_t sum = 0xffffffff;
    for (const char c : bytes) {
        sum ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) sum = sum >> 1U ^ ((sum & 1U) * 0xedb88320U);
    }
    return ~sum;
}

}  // namespace

std::string png_chunk(const std::string& type, const std::string& content) {
    return big(content.size()) + type + content + big(crc32(type + content));
}

std::string png_of(std::uint32_t width, std::uint32_t height, int depth, Colour colour,
                   const std::string& packed_rows, const std::string& before) {
    const std::string header = big(width) + big(height) + static_cast<char>(depth) +
                               static_cast<char>(colour) + std::string(3, '\0');
    return "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", header) + before + png_chunk("IDAT", packed_rows) +
           png_chunk("IEND", {});
}

std::string black_png(std::uint32_t width, std::uint32_t height, int depth, Colour colour) {
    const unsigned samples = colour == rgb ? 3 : colour == rgb_alpha ? 4 : colour == grey_alpha ? 2 : 1;
    const std::size_t row = 1 + (std::size_t{width} * samples * static_cast<unsigned>(depth) + 7) / 8;
    return png_of(width, height, depth, colour, zeros_packed(row * height),
                  colour == palette ? png_chunk("PLTE", "\x10\x20\x30\xff\xff\xff"s) : "");
}

std::string segment(unsigned marker, const std::string& content) {
    return '\xff' + std::string(1, static_cast<char>(marker)) + big(content.size() + 2, 2) + content;
}

/// Each block is a zero difference and an end, of one bit each.
std::string plain_jpeg(std::uint32_t width, std::uint32_t height, unsigned components,
                       const std::string& before) {
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

std::string turned(unsigned orientation) {
    return segment(0xe1, "Exif\0\0MM\0*"s + big(8) + big(1, 2) + big(0x0112, 2) + big(3, 2) + big(1) +
                             big(orientation, 2) + big(0, 2) + big(0));
}

model::ImageFacts measured(const std::filesystem::path& path, long most_kilobytes) {
    CHECK(checked_end([&] { tests::inspect_artwork_file(path); }, most_kilobytes) == "well");
    return tests::inspect_artwork_file(path);
}

void check_refused(const std::filesystem::path& path) {
    const model::ImageFacts facts = measured(path);
    CHECK(facts.problem);
    CHECK(facts.width == 0);
    CHECK_THROWS_AS(media::scaled(core::read_file(path), media::in_sound_files), core::Error);
}

void check_jpeg(const std::string& bytes, int width, int height) {
    const TempFolder folder;
    write(folder / "made", bytes);
    const model::ImageFacts facts = tests::inspect_artwork_file(folder / "made");
    CHECK_FALSE(facts.problem);
    CHECK(facts.format == "jpeg");
    CHECK(facts.width == width);
    CHECK(facts.height == height);
    CHECK_FALSE(facts.cmyk);
    CHECK(bytes.substr(0, 3) == "\xff\xd8\xff");
    CHECK(bytes.substr(bytes.size() - 2) == "\xff\xd9");
}

void make_picture(const std::filesystem::path& path, const std::string& pattern,
                  const std::vector<std::string>& how) {
    std::vector<std::string> words = {"ffmpeg", "-v", "error", "-f", "lavfi", "-i", pattern};
    words.insert(words.end(), how.begin(), how.end());
    if (how.empty()) words.insert(words.end(), {"-frames:v", "1"});
    words.push_back(path);
    const Ran ran = run_program(words);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
}

}  // namespace cityfm::tests
