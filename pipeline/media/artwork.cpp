// SPDX-License-Identifier: MIT
#include "pipeline/media/artwork.h"

#include "pipeline/av/picture.h"
#include "pipeline/core/error.h"

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
    } catch (const core::Error& wrong) {
        facts.problem = wrong.code;
        facts.problem_args = {{"reason", core::arg(wrong.args, "reason")}};
    }
    return facts;
}

std::string embeddable(const std::filesystem::path& path) {
    constexpr int most_side = 1400;
    constexpr std::size_t most_bytes = 300'000;
    return av::to_jpeg(path, most_side, most_bytes);
}

}  // namespace cityfm::media
