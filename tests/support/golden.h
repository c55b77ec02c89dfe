// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace cityfm::tests {

/// What `tests/golden/<name>` has to hold. With UPDATE_GOLDEN=1 in the environment the file is first written
/// anew with `found`, so that the change shows in git.
std::string golden(const std::string& name, const std::string& found);

}  // namespace cityfm::tests
