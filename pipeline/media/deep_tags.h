// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace cityfm::media {

/// Throws `unreadable_sound` for a file of a format whose tags were made to do harm: nested so deep that
/// reading them takes more than a stack, or packed, and as large as one likes once they are unpacked. TagLib
/// bounds neither.
void refuse_harmful_tags(const std::filesystem::path& path, const std::string& format);

}  // namespace cityfm::media
