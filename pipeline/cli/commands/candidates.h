// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/app/session.h"

namespace CLI {
class App;
}

namespace cityfm::cli {

/// Everything that may stand where the last of `words` is being typed.
std::vector<std::string> candidates(const CLI::App* command, const std::vector<std::string>& words,
                                    app::Session session);

}  // namespace cityfm::cli
