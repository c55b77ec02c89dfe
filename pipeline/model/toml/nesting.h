// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace cityfm::model {

// Texts that would take a parser all of its stack or time are found before it gets them.

/// How many parts a dotted key of TOML may have: toml++ makes a table of each.
inline constexpr int most_key_parts = 100;

/// The line on which more words stand with a dot between each and the next; 0 where none does.
int line_of_long_key(std::string_view toml);

/// How many marks of quotes and lists a line of notes may begin with: cmark takes the square of their number.
inline constexpr int most_marks = 100;

/// The line of notes that begins with more; 0 where none does.
int line_of_deep_markup(std::string_view notes);

}  // namespace cityfm::model
