// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "pipeline/model/facts.h"

namespace cityfm::media {

/// What the picture is, or why it cannot be used; it never throws for a bad picture.
model::ImageFacts inspect_artwork(const std::filesystem::path& path);

/// The picture as it goes into sound files: JPEG, at most 1400 pixels a side and 300 kB. Throws
/// `bad_artwork`.
std::string embeddable(const std::filesystem::path& path);

}  // namespace cityfm::media
