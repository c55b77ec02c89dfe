// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/model/show.h"

namespace cityfm::model {

/// A text as a TOML string; one of several lines keeps them.
std::string toml_string(const std::string& text);

/// `show.toml`: what is not as the table of keys has it by default. What reads it gets the same show.
std::string to_toml(const Show& show);

/// `episode.toml`, its date in that time zone. A list of chapters that stands in a file is not repeated.
std::string to_toml(const Episode& episode, const std::string& timezone);

}  // namespace cityfm::model
