// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "pipeline/core/finding.h"

namespace cityfm::xml {

/// The bytes of a feed as UTF-8, whatever they are and say that they are. Bytes that are not of the encoding
/// that is declared are guessed at and told, as is an encoding that not every app reads.
std::string decode(std::string_view bytes, const std::string& file, core::Findings& findings);

/// Where the document's declaration stands; `npos` where it has none. One within its text is shown, not
/// meant.
std::size_t find_declaration(std::string_view text);

}  // namespace cityfm::xml
