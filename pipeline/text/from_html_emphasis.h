// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cityfm::text {

/// Stands in words where a link begins and where it ends: a character that clean text does not have.
constexpr char mark_of_link = '\x01';

/// Where the marks of a link stand, and what it links to.
struct MarkedLink {
    std::size_t open = 0;
    std::size_t close = 0;
    std::string address;
};

/// A part of words, in bytes.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// What is to be strong and what em, each in order and without overlap.
struct Emphasis {
    std::vector<Span> strong;
    std::vector<Span> em;
};

/// True at the start of a character that is no blank of Unicode.
bool begins_word(std::string_view words);

/// `span` without the blanks of Unicode at its ends.
Span without_blanks(std::string_view words, Span span);

/// How many asterisks stand before which byte, in order, so that CommonMark (0.30, 6.2) sees all of them as
/// emphasis: never on both sides of a link's mark, none around blanks, and none for emphasis that its
/// letters, its neighbours or its overlap with other emphasis keep from being seen.
std::vector<std::pair<std::size_t, std::size_t>> asterisks_of(std::string_view words,
                                                              const Emphasis& emphasis,
                                                              const std::vector<MarkedLink>& links);

}  // namespace cityfm::text
