// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/app/announce/announce.h"
#include "pipeline/app/announce/take_back.h"
#include "pipeline/app/make/make.h"
#include "pipeline/app/make/prove.h"
#include "pipeline/app/publish/publish.h"
#include "pipeline/cli/terminal/terminal.h"

namespace cityfm::cli {

// What use cases came to, for programs.

/// The episodes that were looked at, each with its release.
core::Json to_json(const app::Made& made, const model::Show& show);
core::Json to_json(const app::Published& published);
core::Json to_json(const app::Announced& announced);
core::Json to_json(const app::Withdrawal& withdrawal);
core::Json to_json(const app::Proofs& proofs);
core::Json to_json(const core::Findings& findings, Language language);

// And for people.

/// The renditions that were made, one a line. `episodes` is the document's.
void show_renditions(const Terminal& terminal, const core::Json& episodes);

/// What two meters say of each delivered file.
void show_proofs(const Terminal& terminal, const app::Proofs& proofs);

/// What was done to each target, or would be.
void show_plans(const Terminal& terminal, const app::Published& published);

/// Findings as results, at most so many of a kind: people want to see what is wrong, not how often.
void show_findings(const Terminal& terminal, const core::Findings& findings, int most_of_a_kind = 10);

/// A table whose first row is its heads.
void show_headed_table(const Terminal& terminal, const std::vector<std::vector<std::string>>& rows,
                       std::size_t most_columns);

/// True where there is something that people should do something about.
bool is_to_fix(const core::Findings& findings);

}  // namespace cityfm::cli
