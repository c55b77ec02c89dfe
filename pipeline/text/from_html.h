// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace cityfm::text {

/// HTML as feeds hold it, or plain text, as CommonMark that `to_html()` makes the same words of: paragraphs,
/// line breaks, lists, links with http, https or mailto, strong and em; headings become strong paragraphs,
/// pictures their alternative text, the rest its words. Whatever CommonMark would take for markup is escaped,
/// and emphasis is left out where it would not be seen as such (beside 「」, CommonMark 0.30, 6.2). A text
/// without tags keeps its lines. Entities are resolved. Any bytes are taken; the same input gives the same
/// output.
std::string from_html(std::string_view html);

}  // namespace cityfm::text
