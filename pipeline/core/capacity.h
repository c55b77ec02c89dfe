// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "pipeline/core/folder.h"

namespace cityfm::core {

/// Bytes that may still be written on the disk of a folder; empty if the system does not say.
std::optional<std::uintmax_t> free_disk(const Folder& folder);

/// Bytes of memory that may still be used: what the machine has, or what this process's control groups leave
/// of it, whichever is less. Empty if neither can be read. `root` is where `proc` and `sys` lie.
std::optional<std::uintmax_t> free_memory(const std::filesystem::path& root = "/");

/// A number of bytes as people read it: `1.2 GB`, `35 MB`, `4 kB`.
std::string show_bytes(std::uintmax_t bytes);

}  // namespace cityfm::core
