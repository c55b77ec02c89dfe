// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/media/inspect.h"
#include "tests/support/files.h"

namespace cityfm::tests {

/// Untagged sound of a format as a file; and the same tagged.
std::filesystem::path plain_file(const TempFolder& folder, const std::string& format);
std::filesystem::path tagged_file(const TempFolder& folder, const std::string& format,
                                  const media::Tags& tags);

/// What is missed, in its order: code, and field where there is one.
std::vector<std::string> misses_of(const media::Inspected& inspected);

/// What is seen of an untagged MP3 with an ID3 tag of these frames before it.
media::Inspected inspect_mp3_with(int version, const std::string& frames);

/// Converts a file by FFmpeg.
void convert(const std::filesystem::path& from, const std::filesystem::path& to,
             const std::vector<std::string>& how = {});

}  // namespace cityfm::tests
