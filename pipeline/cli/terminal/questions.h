// SPDX-License-Identifier: MIT
#pragma once

#include <stop_token>

#include "pipeline/app/show/scaffold.h"
#include "pipeline/cli/terminal/terminal.h"

namespace cityfm::cli {

/// Asks for what a new show must know and was not given as an option. Throws `interrupted`, at the end of the
/// input, too.
void ask_for_rest(const std::stop_token& stop, const Terminal& terminal, app::NewShow& show);

}  // namespace cityfm::cli
