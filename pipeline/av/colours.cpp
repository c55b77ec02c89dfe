// SPDX-License-Identifier: MIT
#include "pipeline/av/colours.h"

#include <lcms2.h>

#include <cstdlib>
#include <vector>

#include "pipeline/core/error.h"

namespace cityfm::av {
namespace {

constexpr std::size_t most_profile_bytes = 4U << 20U;

struct CloseTransform {
    void operator()(void* transform) const noexcept { cmsDeleteTransform(transform); }
};
using Transform = std::unique_ptr<void, CloseTransform>;

/// From pixels of the profile to sRGB. Grey is what stands in the first byte of a pixel.
Transform transform_from(cmsHPROFILE profile, bool grey, unsigned pixel_bytes) {
    const cmsUInt32Number colours = COLORSPACE_SH(PT_RGB) | CHANNELS_SH(3) | BYTES_SH(1);
    const cmsUInt32Number greys = COLORSPACE_SH(PT_GRAY) | CHANNELS_SH(1) | BYTES_SH(1);
    const cmsUInt32Number from =
        grey ? greys | EXTRA_SH(pixel_bytes - 1) : colours | EXTRA_SH(pixel_bytes - 3);
    cmsHPROFILE srgb = cmsCreate_sRGBProfile();
    if (srgb == nullptr) return nullptr;
    Transform transform(
        cmsCreateTransform(profile, from, srgb, colours | EXTRA_SH(pixel_bytes - 3), INTENT_PERCEPTUAL, 0));
    cmsCloseProfile(srgb);
    return transform;
}

/// Colours from all parts of the cube, as pixels of RGB; greys where only these matter.
std::vector<unsigned char> sample_colours(bool grey) {
    constexpr unsigned steps = 16;
    std::vector<unsigned char> samples;
    const auto add = [&](unsigned red, unsigned green, unsigned blue) {
        for (const unsigned step : {red, green, blue})
            samples.push_back(static_cast<unsigned char>(step * 255 / steps));
    };
    for (unsigned red = 0; red <= steps; ++red) {
        if (grey) add(red, red, red);
        for (unsigned green = 0; !grey && green <= steps; ++green) {
            for (unsigned blue = 0; blue <= steps; ++blue) add(red, green, blue);
        }
    }
    return samples;
}

bool moves_colours(void* transform, bool grey) {
    constexpr int least_seen = 2;
    const std::vector<unsigned char> before = sample_colours(grey);
    std::vector<unsigned char> after(before.size());
    cmsDoTransform(transform, before.data(), after.data(), static_cast<cmsUInt32Number>(before.size() / 3));
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (std::abs(before[i] - after[i]) > least_seen) return true;
    }
    return false;
}

}  // namespace

void ToSrgb::Close::operator()(void* profile) const noexcept {
    cmsCloseProfile(profile);
}

std::optional<ToSrgb> ToSrgb::by(std::string_view profile, bool grey_picture) {
    if (profile.empty() || profile.size() > most_profile_bytes) return std::nullopt;
    ToSrgb way;
    way.profile_.reset(cmsOpenProfileFromMem(profile.data(), static_cast<cmsUInt32Number>(profile.size())));
    if (!way.profile_) return std::nullopt;
    const cmsColorSpaceSignature space = cmsGetColorSpace(way.profile_.get());
    way.grey_ = space == cmsSigGrayData;
    if (way.grey_ ? !grey_picture : space != cmsSigRgbData) return std::nullopt;
    const Transform transform = transform_from(way.profile_.get(), way.grey_, 3);
    if (!transform || !moves_colours(transform.get(), way.grey_ || grey_picture)) return std::nullopt;
    return way;
}

void ToSrgb::apply(unsigned char* pixels, int width, int height, std::ptrdiff_t row_bytes,
                   unsigned pixel_bytes) const {
    const Transform transform = transform_from(profile_.get(), grey_, pixel_bytes);
    if (!transform) {
        throw core::Error(core::Kind::failed, core::Code::library_failed,
                          {{"library", "lcms2"}, {"reason", "cmsCreateTransform"}});
    }
    const auto row = static_cast<cmsUInt32Number>(row_bytes);
    cmsDoTransformLineStride(transform.get(), pixels, pixels, static_cast<cmsUInt32Number>(width),
                             static_cast<cmsUInt32Number>(height), row, row, 0, 0);
}

}  // namespace cityfm::av
