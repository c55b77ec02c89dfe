// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/finding.h"
#include "pipeline/model/episode.h"

namespace cityfm::text {

/// A chapter of a file, and the line at which it stands; 0 where there are no lines.
struct PlacedChapter {
    model::Chapter chapter;
    int line = 0;
};

/// Reads a list of chapters, whichever of these the file holds: JSON of the podcast namespace, Podlove Simple
/// Chapters (XML), labels of Audacity, or lines of a time and a title (`00:02:03 title <link>`). What is
/// wrong becomes findings in `file`; order and length are for the checks.
std::vector<PlacedChapter> read_chapters(const std::string& bytes, const std::string& file,
                                         core::Findings& findings);

/// The chapters as JSON of the podcast namespace, version 1.2.0.
std::string chapters_json(const std::vector<model::Chapter>& chapters);

/// `00:00 title` lines, which some apps read out of the description.
std::string chapter_lines(const std::vector<model::Chapter>& chapters);

}  // namespace cityfm::text
