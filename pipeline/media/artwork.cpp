// SPDX-License-Identifier: MIT
#include "pipeline/media/artwork.h"

#include <utility>

#include "pipeline/av/picture.h"
#include "pipeline/av/sniff.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"

namespace cityfm::media {

model::ImageFacts inspect_artwork(const std::filesystem::path& path) {
    model::ImageFacts facts;
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        facts.problem = core::Code::file_missing;
        return facts;
    }
    try {
        const av::PictureInfo info = av::inspect_picture(path);
        facts.format = info.format;
        facts.width = info.width;
        facts.height = info.height;
        facts.rgb = info.rgb;
        facts.cmyk = info.cmyk;
        facts.bytes = info.bytes;
    } catch (const core::Error& wrong) {
        facts.problem = wrong.code;
        facts.problem_args = {{"reason", core::arg(wrong.args, "reason")}};
    }
    return facts;
}

std::string scaled(const std::filesystem::path& path, const PictureSize& size) {
    return av::to_jpeg(path, size.most_side, size.most_bytes);
}

WholePicture whole(const std::filesystem::path& path) {
    constexpr PictureSize directories{3000, 2'000'000};
    std::string bytes = core::read_file(path);
    const std::string format = av::sniff_picture(bytes);
    if (format == "png") return {std::move(bytes), ".png", "image/png"};
    if (format != "jpeg") bytes = scaled(path, directories);
    return {std::move(bytes), ".jpg", "image/jpeg"};
}

}  // namespace cityfm::media
