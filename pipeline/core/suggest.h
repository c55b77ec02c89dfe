// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pipeline/core/codes.h"

namespace cityfm::core {

/// The candidate that `word` most likely was meant to be, or nothing near enough: an empty text.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

/// Throws `code`, an error of usage with `found` and `meant`, for the first of the names that is not known.
void require_known(std::span<const std::string> names, std::span<const std::string> known, Code code);

}  // namespace cityfm::core
