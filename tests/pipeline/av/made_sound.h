// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cityfm::tests {

/// Reads a file of these bytes that has lost so many pieces, and returns its length in seconds.
double seconds_of(const std::string& bytes, std::int64_t losses = 0);

/// The bytes of what ffmpeg makes of speech-like noise.
std::string made_by_ffmpeg(double seconds, const std::string& name, const std::vector<std::string>& options);

/// A number of so many bytes, the least significant first.
std::string little(std::uint64_t value, int bytes);

}  // namespace cityfm::tests
