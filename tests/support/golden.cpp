// SPDX-License-Identifier: MIT
#include "tests/support/golden.h"

#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "tests/support/files.h"

namespace cityfm::tests {

std::string golden(const std::string& name, const std::string& found) {
    const std::filesystem::path path = std::filesystem::path(CITYFM_SOURCE) / "tests/golden" / name;
    const char* update = std::getenv("UPDATE_GOLDEN");
    if (update != nullptr && std::string_view(update) == "1") write(path, found);
    return read(path);
}

}  // namespace cityfm::tests
