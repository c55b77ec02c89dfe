// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cityfm::text {

/// Valid UTF-8 of the characters that XML 1.0 allows (section 2.2); what is neither becomes U+FFFD or is
/// dropped.
std::string clean(std::string_view text);

/// How many bytes at the start are valid UTF-8, whatever their characters.
std::size_t utf8_prefix(std::string_view text);

/// True for valid UTF-8, whatever its characters.
bool is_utf8(std::string_view text);

/// A text on one line, without blanks at its ends: what parts its words becomes one blank.
std::string one_line(std::string_view text);

/// The lines of a text, without what ends them. A last line that nothing ends counts when it is not empty.
std::vector<std::string> split_lines(std::string_view text);

/// Its graphemes, as readers see characters (UAX 29).
std::vector<std::string_view> graphemes_of(std::string_view text);

/// A text whose lines are at most `most` graphemes long, at least 1: broken behind a stop in the second half
/// of a line, else behind a comma or a blank there, else where the line is full. Empty lines are left out.
std::string wrap(std::string_view text, std::size_t most);

/// At most `most` graphemes, as readers see characters (UAX 29), with "…" as the last one where something was
/// cut.
std::string cut_graphemes(std::string_view text, std::size_t most);

/// At most `most` bytes, cut at a grapheme border with "…" as the last.
std::string cut_bytes(std::string_view text, std::size_t most);

/// Without the blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// Columns on a terminal: kanji and kana take two.
std::size_t width(std::string_view text);

/// Cut with "…" to `columns`, or filled up with blanks on the right.
std::string fit(std::string_view text, std::size_t columns);

}  // namespace cityfm::text
