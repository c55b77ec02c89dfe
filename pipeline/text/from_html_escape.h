// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cityfm::text {

/// True when CommonMark would take the ASCII character at `at` for markup, or the autolinks of GitHub would,
/// where it follows `written`. A line feed in `words` is a line break.
bool needs_escape(std::string_view words, std::size_t at, std::string_view written);

/// An address as it stands between < and >, in a link; `is_bare` when it is the link's words as well.
std::string between_brackets(std::string_view address, bool is_bare);

}  // namespace cityfm::text
