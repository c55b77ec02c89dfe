// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace cityfm::text {

/// How much of a limit one grapheme takes.
using Measure = std::function<std::size_t(std::string_view grapheme)>;

/// How many UTF-16 units a text has: what JavaScript and Java call its length.
std::size_t utf16_units(std::string_view text);

/// What `size_of` says of all graphemes of the text.
std::size_t length(std::string_view text, const Measure& size_of);

/// The text in at most `most`, as `size_of` counts: cut between two graphemes (UAX 29), never inside an
/// address, with "…" behind where something was cut. Empty where there is no room even for that.
std::string cut(std::string_view text, std::size_t most, const Measure& size_of);

}  // namespace cityfm::text
