// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cityfm::text {

/// `text` with & < > " as entities, for HTML.
std::string escape_html(std::string_view text);

/// `text` with & < > as entities: quotes need none outside of attributes, and Slack wants none.
std::string escape_text(std::string_view text);

/// The character at `at` in marked-up text, entities resolved; moves `at` behind it.
std::string take_character(std::string_view text, std::size_t& at);

/// A whole text with its entities resolved.
std::string unescape(std::string_view text);

/// HTML of at most `most` bytes: cut between two characters as readers see them, never inside a tag or an
/// entity, with "…" behind, and what is open closed.
std::string cut_html(std::string_view html, std::size_t most);

}  // namespace cityfm::text
