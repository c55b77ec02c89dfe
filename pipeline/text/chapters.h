// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/model/episode.h"

namespace cityfm::text {

/// The chapters as JSON of the podcast namespace, version 1.2.0.
std::string chapters_json(const std::vector<model::Chapter>& chapters);

/// `00:00 title` lines, which some apps read out of the description.
std::string chapter_lines(const std::vector<model::Chapter>& chapters);

}  // namespace cityfm::text
