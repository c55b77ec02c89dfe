// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace cityfm::cli {

/// The value of an environment variable; empty when it is not set.
std::string variable(const std::string& name);

/// True when an environment variable holds something other than "false": CI, GITHUB_ACTIONS …
bool is_set(const std::string& name);

}  // namespace cityfm::cli
