// SPDX-License-Identifier: MIT
#include "pipeline/media/package.h"

#include "pipeline/av/reader.h"
#include "pipeline/core/error.h"

namespace cityfm::media {

std::string package(const std::filesystem::path& encoded, const std::string& format, const Tags& tags,
                    const std::filesystem::path& to) {
    write_tagged(encoded, format, tags, to);
    std::string before = av::stream_sha256(encoded);
    if (av::stream_sha256(to) != before) {
        throw core::Error(core::Kind::failed, core::Code::stream_changed, {{"path", to.string()}});
    }
    return before;
}

}  // namespace cityfm::media
