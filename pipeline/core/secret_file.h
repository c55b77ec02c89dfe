// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace cityfm::core {

/// The first line of a file that holds a secret. What is checked is what is read: the file is opened once. It
/// may be a link into a store of secrets. Throws `not_a_plain_file`, `secret_file_foreign` unless it belongs
/// to this user or root, `secret_file_open` when others may read or write it, `file_too_large`, and what
/// opening and reading throw.
std::string read_secret_file(const std::filesystem::path& path);

}  // namespace cityfm::core
