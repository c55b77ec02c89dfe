// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "pipeline/media/tags.h"

namespace cityfm::media {

/// Copies an encoded file to `to`, tags it, and makes sure that its sound stayed as it was. Returns the
/// SHA-256 of its sound's packets. Throws `tags_not_written`, `stream_changed`, and on file errors.
std::string package(const std::filesystem::path& encoded, const std::string& format, const Tags& tags,
                    const std::filesystem::path& to);

}  // namespace cityfm::media
