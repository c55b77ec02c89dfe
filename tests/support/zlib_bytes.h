// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

namespace cityfm::tests {

// Streams of zlib by hand (RFC 1950 and 1951), with the codes that need no table.

/// Bytes as they are.
std::string packed(const std::string& bytes);

/// Zero bytes: some as they are, and copies of them, 258 at a time.
std::string zeros_packed(std::size_t count);

}  // namespace cityfm::tests
