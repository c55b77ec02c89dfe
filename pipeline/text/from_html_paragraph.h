// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/text/from_html_emphasis.h"

namespace cityfm::text {

/// One paragraph of CommonMark in the making: words with emphasis and links, whose blanks collapse as in
/// HTML.
class Paragraph {
  public:
    struct Style {
        bool strong = false;
        bool em = false;
    };

    /// Clean UTF-8 without markup. Addresses of the web in it become links.
    void add(std::string_view words, Style style);

    void add_line_break();
    bool ends_line() const { return blank_ == '\n'; }

    /// What is added becomes a link, until it is closed or another one opened; an empty address is none.
    void open_link(const std::string& address);
    void close_link();

    /// The paragraph as CommonMark, a line for each of its lines; empty without any words. It starts anew
    /// then, and an open link goes on.
    std::string take();

  private:
    void put(std::string_view words, Style style);
    void push(char c, Style style);
    void end_link();

    std::string words_;  ///< with one blank, a line feed for a line break, and the marks of links
    Emphasis emphasis_;
    std::vector<MarkedLink> links_;
    std::string address_;   ///< of the link that is open
    bool in_link_ = false;  ///< true once it has words
    char blank_ = 0;        ///< a blank or line break that counts if words follow
    Style blank_style_;
};

}  // namespace cityfm::text
