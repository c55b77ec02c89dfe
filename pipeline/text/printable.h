// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace cityfm::text {

/// True for a code point that steers a terminal, turns the direction of writing around, or hides text: C0,
/// DEL, C1, bidi controls, U+2028, U+2029, tags and other invisible format controls. The joiners and
/// variation selectors that emoji and scripts need are none of them.
bool is_hidden(char32_t code);

/// What people may be shown of text that came from a file, a server or a command line, as one line: hidden
/// code points as TOML writes them (`\u001B`, `\U000E0041`), a newline as `\n`, and bytes that are not UTF-8
/// as U+FFFD. Its own output comes out unchanged.
std::string printable(std::string_view text);

/// The same, but newlines stay, and a CR in front of one goes.
std::string printable_lines(std::string_view text);

/// The same JSON document, with the hidden code points of its strings written as `\u202E`.
std::string printable_json(std::string_view document);

}  // namespace cityfm::text
