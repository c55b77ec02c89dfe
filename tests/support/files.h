// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "pipeline/core/file.h"

namespace cityfm::tests {

using core::TempFolder;

void write(const std::filesystem::path& path, const std::string& content);
std::string read(const std::filesystem::path& path);
std::vector<std::string> lines_of(const std::filesystem::path& path);

/// Replaces the first `from` in a file, which has to be there.
void replace_in(const std::filesystem::path& path, const std::string& from, const std::string& to);

/// SHA-256 of every file below a folder, by relative path.
std::map<std::string, std::string> digests_below(const std::filesystem::path& folder);
/// The same without `.cityfm/`, which may be deleted at any time.
std::map<std::string, std::string> digests_without_cache(const std::filesystem::path& folder);

}  // namespace cityfm::tests
