// SPDX-License-Identifier: MIT
// Pictures with a colour profile are published in sRGB, which is how they are shown without one. lcms2 by
// itself is the yardstick.
#include <lcms2.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>
#include <vector>

#include "pipeline/av/picture.h"
#include "pipeline/media/artwork.h"
#include "tests/pipeline/media/photos.h"
#include "tests/pipeline/media/picture_bytes.h"
#include "tests/support/raw_bytes.h"
#include "tests/support/zlib_bytes.h"

using namespace cityfm;
using namespace cityfm::tests;
using namespace std::string_literals;

namespace {

constexpr unsigned patches = 6;        // a side
constexpr unsigned patch_pixels = 16;  // a side
constexpr unsigned side = patches * patch_pixels;

std::string bytes_of(cmsHPROFILE profile) {
    cmsUInt32Number size = 0;
    REQUIRE(cmsSaveProfileToMem(profile, nullptr, &size));
    std::string bytes(size, '\0');
    REQUIRE(cmsSaveProfileToMem(profile, bytes.data(), &size));
    cmsCloseProfile(profile);
    return bytes;
}

std::string rgb_profile(const cmsCIExyYTRIPLE& primaries, cmsToneCurve* curve) {
    const cmsCIExyY d65 = {0.3127, 0.3290, 1};
    cmsToneCurve* curves[] = {curve, curve, curve};
    std::string bytes = bytes_of(cmsCreateRGBProfile(&d65, &primaries, curves));
    cmsFreeToneCurve(curve);
    return bytes;
}

std::string display_p3() {
    const cmsFloat64Number srgb[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    return rgb_profile({{0.680, 0.320, 1}, {0.265, 0.690, 1}, {0.150, 0.060, 1}},
                       cmsBuildParametricToneCurve(nullptr, 4, srgb));
}

std::string adobe_rgb() {
    return rgb_profile({{0.64, 0.33, 1}, {0.21, 0.71, 1}, {0.15, 0.06, 1}},
                       cmsBuildGamma(nullptr, 2.19921875));
}

std::string srgb() {
    return bytes_of(cmsCreate_sRGBProfile());
}

std::string grey_profile(double gamma) {
    cmsToneCurve* curve = cmsBuildGamma(nullptr, gamma);
    std::string bytes = bytes_of(cmsCreateGrayProfile(cmsD50_xyY(), curve));
    cmsFreeToneCurve(curve);
    return bytes;
}

std::string profile_chunk(const std::string& profile) {
    return png_chunk("iCCP", "profile\0\0"s + packed(profile));
}

/// Patches of many colours, in the pixels of a colour type.
std::string patches_png(Colour colour, const std::string& before) {
    std::string rows;
    for (unsigned y = 0; y < side; ++y) {
        rows += '\0';
        for (unsigned x = 0; x < side; ++x) {
            const unsigned across = x / patch_pixels * 51;
            const unsigned down = y / patch_pixels * 51;
            rows += static_cast<char>(across);
            if (colour != grey)
                (rows += static_cast<char>(down)) += static_cast<char>((across + 2 * down) % 256);
            if (colour == rgb_alpha) rows += static_cast<char>(255 - down / 2);
        }
    }
    return png_of(side, side, 8, colour, packed(rows), before);
}

/// The pixels in the middles of the patches.
std::string middles(const std::string& pixels, std::size_t pixel_bytes) {
    REQUIRE(pixels.size() == std::size_t{side} * side * pixel_bytes);
    std::string found;
    for (unsigned y = patch_pixels / 2; y < side; y += patch_pixels) {
        for (unsigned x = patch_pixels / 2; x < side; x += patch_pixels)
            found += pixels.substr((std::size_t{y} * side + x) * pixel_bytes, pixel_bytes);
    }
    return found;
}

/// What lcms2 makes of pixels.
std::string by_lcms(const std::string& pixels, const std::string& profile, bool is_grey) {
    cmsHPROFILE from = cmsOpenProfileFromMem(profile.data(), static_cast<cmsUInt32Number>(profile.size()));
    cmsHPROFILE to = cmsCreate_sRGBProfile();
    cmsHTRANSFORM transform = cmsCreateTransform(from, is_grey ? TYPE_GRAY_8 : TYPE_RGB_8, to, TYPE_RGB_8,
                                                 INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOOPTIMIZE);
    const std::size_t count = pixels.size() / (is_grey ? 1 : 3);
    std::string made(count * 3, '\0');
    cmsDoTransform(transform, pixels.data(), made.data(), static_cast<cmsUInt32Number>(count));
    cmsDeleteTransform(transform);
    cmsCloseProfile(to);
    cmsCloseProfile(from);
    return made;
}

int farthest(const std::string& a, const std::string& b) {
    REQUIRE(a.size() == b.size());
    int most = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        most = std::max(most, std::abs(static_cast<unsigned char>(a[i]) - static_cast<unsigned char>(b[i])));
    return most;
}

std::string segments_of(const std::string& profile, std::size_t part_bytes) {
    const std::size_t parts = (profile.size() + part_bytes - 1) / part_bytes;
    std::string segments;
    for (std::size_t i = 0; i < parts; ++i) {
        segments += segment(0xe2, "ICC_PROFILE\0"s + static_cast<char>(i + 1) + static_cast<char>(parts) +
                                      profile.substr(i * part_bytes, part_bytes));
    }
    return segments;
}

constexpr int jpeg_margin = 4;  // of 255: what JPEG itself takes from a patch of one colour

}  // namespace

TEST_CASE("a picture in Display P3 or Adobe RGB is published in sRGB, and keeps its colours") {
    const std::string plain = patches_png(rgb, "");
    const std::string jpeg = remade(plain, "jpg", {"-pix_fmt", "yuvj444p"});
    for (const std::string& profile : {display_p3(), adobe_rgb()}) {
        const std::string meant = by_lcms(middles(pixels_of(plain, "rgb24"), 3), profile, false);
        REQUIRE(farthest(meant, middles(pixels_of(plain, "rgb24"), 3)) > 30);
        for (const std::string& stored :
             {patches_png(rgb, profile_chunk(profile)), with_segments(jpeg, segments_of(profile, 65'000)),
              with_segments(jpeg, segments_of(profile, 200))}) {
            const media::WholePicture whole = media::whole(stored);
            CHECK(whole.extension == ".jpg");
            CHECK(metadata_of(whole.bytes).empty());
            CHECK(farthest(middles(pixels_of(whole.bytes, "rgb24"), 3), meant) <= jpeg_margin);
            const std::string scaled = media::scaled(stored, media::in_sound_files);
            CHECK(farthest(middles(pixels_of(scaled, "rgb24"), 3), meant) <= jpeg_margin);
        }
    }
}

TEST_CASE("a picture that can be transparent stays so in sRGB") {
    const std::string profile = display_p3();
    const std::string stored = patches_png(rgb_alpha, profile_chunk(profile));
    const std::string pixels = middles(pixels_of(stored, "rgb24"), 3);
    const media::WholePicture whole = media::whole(stored);
    CHECK(whole.extension == ".png");
    CHECK(whole.type == "image/png");
    CHECK(metadata_of(whole.bytes).empty());
    CHECK(farthest(middles(pixels_of(whole.bytes, "rgb24"), 3), by_lcms(pixels, profile, false)) <= 1);
    const std::string before = middles(pixels_of(stored, "rgba"), 4);
    const std::string after = middles(pixels_of(whole.bytes, "rgba"), 4);
    for (std::size_t i = 3; i < before.size(); i += 4) CHECK(before[i] == after[i]);
}

TEST_CASE("a grey picture is turned by a grey profile") {
    const std::string profile = grey_profile(1.8);
    const std::string stored = patches_png(grey, profile_chunk(profile));
    const std::string meant = by_lcms(middles(pixels_of(stored, "gray"), 1), profile, true);
    const media::WholePicture whole = media::whole(stored);
    CHECK(farthest(middles(pixels_of(whole.bytes, "rgb24"), 3), meant) <= jpeg_margin);
    REQUIRE(farthest(meant, middles(pixels_of(stored, "rgb24"), 3)) > 10);
}

TEST_CASE("a profile that is sRGB by another name, a broken one and one of other pictures only go") {
    const std::string plain = patches_png(rgb, "");
    const std::string jpeg = plain_jpeg(64, 64, 3);
    const std::string broken = display_p3().substr(0, 200);
    const std::vector<std::string> profiles = {
        srgb(), broken, "", "no profile", std::string(5000, '\xff'), grey_profile(1.8)};
    for (const std::string& profile : profiles) {
        INFO(&profile - profiles.data());
        CHECK(media::whole(patches_png(rgb, profile_chunk(profile))).bytes == plain);
        CHECK(media::whole(with_segments(jpeg, segments_of(profile, 65'000))).bytes == jpeg);
    }
    // Not packed as it has to be, too large to be looked at, and parts that are missing or twice there.
    CHECK(media::whole(patches_png(rgb, png_chunk("iCCP", "profile\0\0not packed"s))).bytes == plain);
    CHECK(media::whole(patches_png(rgb, png_chunk("iCCP", std::string(100, 'x')))).bytes == plain);
    CHECK(media::whole(patches_png(rgb, png_chunk("iCCP", "p\0\0"s + std::string(70'000, 'x')))).bytes ==
          plain);
    const std::string parts = segments_of(display_p3(), 200);
    CHECK(media::whole(with_segments(jpeg, parts.substr(218))).bytes == jpeg);
    CHECK(media::whole(with_segments(jpeg, parts + parts)).bytes.find("ICC_PROFILE") == std::string::npos);
}

TEST_CASE("profiles changed at random do no harm, and none is published") {
    const std::string good = display_p3();
    std::uint32_t random = 1;
    for (int round = 0; round < 200; ++round) {
        std::string changed = good;
        for (int i = 0; i < 4; ++i) {
            random = random * 1664525U + 1013904223U;
            changed[(random >> 8U) % changed.size()] = static_cast<char>(random >> 3U);
        }
        INFO(round);
        const std::string whole = media::whole(plain_jpeg(32, 32, 3, segments_of(changed, 65'000))).bytes;
        CHECK(whole.find("ICC_PROFILE") == std::string::npos);
    }
}
