// SPDX-License-Identifier: MIT
#include "pipeline/cli/environment.h"

#include <cstdlib>

namespace cityfm::cli {

std::string variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value != nullptr ? value : "";
}

bool is_set(const std::string& name) {
    const std::string value = variable(name);
    return !value.empty() && value != "false";
}

}  // namespace cityfm::cli
