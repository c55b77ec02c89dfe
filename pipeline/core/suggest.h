// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace cityfm::core {

/// The candidate that `word` most likely was meant to be, or nothing near enough: an empty text.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace cityfm::core
