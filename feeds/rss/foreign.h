// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feeds/xml/document.h"
#include "pipeline/core/finding.h"

namespace cityfm::rss {

/// True for an element that a `Feed` has no place for, by its name and that of the element around it.
bool is_foreign(std::string_view parent, std::string_view name);

/// What a channel or an item holds that a `Feed` does not, each element as XML that stands for itself: what
/// it names by a prefix, it declares. Left out is what this project does not write on purpose: what Apple has
/// given up, payments, and what only the feed's host can say of itself.
std::vector<std::string> foreign_in(const xml::Element& parent);

/// The name of such an element, with its prefix: `acast:showId`.
std::string name_of_foreign(std::string_view element);

/// `foreign.xml` of a show or an episode: the elements within <foreign> and </foreign>.
std::string write_foreign(const std::vector<std::string>& elements);

/// Reads it for a `parent`, `channel` or `item`. What is not well-formed, or of a newer version, is found in
/// `file` and gives nothing; elements of our own are found and left out.
std::vector<std::string> read_foreign(std::string_view xml, std::string_view parent, const std::string& file,
                                      core::Findings& findings);

}  // namespace cityfm::rss
