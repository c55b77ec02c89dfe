// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/media/artwork.h"

namespace cityfm::tests {

/// What the picture in a file is, or why it cannot be used.
inline model::ImageFacts inspect_artwork_file(const std::filesystem::path& path) {
    try {
        return media::inspect_artwork(core::read_file(path, media::most_artwork_bytes));
    } catch (const core::Error& error) {
        model::ImageFacts facts;
        facts.problem = error.code == core::Code::not_found ? core::Code::file_missing : error.code;
        return facts;
    }
}

}  // namespace cityfm::tests
