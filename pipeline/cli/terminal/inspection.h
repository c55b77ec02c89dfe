// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/app/make/inspect.h"
#include "pipeline/cli/terminal/terminal.h"

namespace cityfm::cli {

/// What a finished file says, for programs.
core::Json to_json(const app::InspectedFile& file, Language language);

/// And for people: label by label, cut to the width of the terminal.
void show(const app::InspectedFile& file, const Terminal& terminal);

}  // namespace cityfm::cli
