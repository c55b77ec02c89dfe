// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/core/codes.h"

namespace cityfm::core {

/// Named values for the slots of a message, in the order they were given.
using Args = std::vector<std::pair<std::string, std::string>>;

/// The value of `name`, or an empty text.
std::string arg(const Args& args, std::string_view name);

/// Where something stands: a file relative to the show, and a line and column from 1 (0 = the whole file).
struct Place {
    std::string file;
    int line = 0;
    int column = 0;

    bool operator==(const Place&) const = default;
};

enum class Severity { hint, warning, error };

std::string_view name_of(Severity severity);

/// Something about the user's material that they should know: a value, not a sentence.
struct Finding {
    Severity severity = Severity::error;
    Code code = Code::unexpected;
    Place where;
    Args args;

    bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

bool has_errors(const Findings& findings);

/// By file, line and column, then gravest first; equal findings once.
void sort(Findings& findings);

}  // namespace cityfm::core
