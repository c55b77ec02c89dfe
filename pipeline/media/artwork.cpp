// SPDX-License-Identifier: MIT
#include "pipeline/media/artwork.h"

#include <utility>

#include "pipeline/av/picture.h"
#include "pipeline/av/picture_metadata.h"
#include "pipeline/core/error.h"

namespace cityfm::media {
model::ImageFacts inspect_artwork(std::string_view bytes) {
    try {
        const av::PictureInfo info = av::inspect_picture(bytes);
        model::ImageFacts facts;
        facts.format = info.format;
        facts.width = info.width;
        facts.height = info.height;
        facts.rgb = info.rgb;
        facts.cmyk = info.cmyk;
        facts.bytes = info.bytes;
        return facts;
    } catch (const core::Error& wrong) {
        model::ImageFacts unusable;
        unusable.problem = wrong.code;
        unusable.problem_args = {{"reason", core::arg(wrong.args, "reason")}};
        return unusable;
    }
}

bool carries_position(std::string_view bytes) {
    return av::carries_position(bytes);
}

std::string scaled(std::string_view bytes, const PictureSize& size) {
    return av::to_jpeg(bytes, size.most_side, size.most_bytes);
}

WholePicture whole(std::string_view bytes) {
    constexpr PictureSize directories{3000, 2'000'000};
    const av::PictureInfo picture = av::inspect_picture(bytes);
    const bool png = picture.format == "png";
    if ((png || picture.format == "jpeg") && picture.upright && picture.srgb) {
        std::string plain = av::without_metadata(bytes);
        return png ? WholePicture{std::move(plain), ".png", "image/png"}
                   : WholePicture{std::move(plain), ".jpg", "image/jpeg"};
    }
    if (picture.transparent) return {av::to_png(bytes, directories.most_side), ".png", "image/png"};
    return {scaled(bytes, directories), ".jpg", "image/jpeg"};
}

}  // namespace cityfm::media
