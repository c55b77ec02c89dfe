// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cityfm::text {

/// Valid UTF-8 of the characters that XML 1.0 allows (section 2.2); what is neither becomes U+FFFD or is
/// dropped.
std::string clean(std::string_view text);

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
