// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace cityfm::text {

/// CommonMark as the HTML that podcast apps allow: p, a, ul, ol, li, strong, em, br. Headings become bold
/// paragraphs, pictures their alternative text; HTML in the source and addresses that are not http, https or
/// mailto are left out. Relative addresses are taken as on the page `base`; without one they are left out.
std::string to_html(const std::string& commonmark, const std::string& base = {});

/// The same words without any markup; addresses of links follow their text in parentheses.
std::string to_plain(const std::string& commonmark, const std::string& base = {});

/// Both at once, for what is read once.
struct Rendered {
    std::string html;
    std::string plain;
};
Rendered render(const std::string& commonmark, const std::string& base = {});

}  // namespace cityfm::text
