// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace cityfm::tests {

/// A whole number as bytes, the highest first; and the lowest first.
std::string big(std::uint64_t value, unsigned bytes = 4);
std::string little(std::uint64_t value, unsigned bytes = 4);

/// Reads one, the highest byte first.
std::uint64_t big_at(const std::string& bytes, std::size_t at, std::size_t size = 4);

/// How often a part stands in a text.
std::size_t count_of(const std::string& text, const std::string& part);

/// Puts bytes over others.
void put(std::string& bytes, std::size_t at, const std::string& over);

}  // namespace cityfm::tests
