// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/cli/terminal/terminal.h"

namespace cityfm::cli {

/// Everything that was complained about, for programs.
core::Json complaints_in(const Terminal& terminal);

/// What was made, a rendition a row under its heads: episode, file, size, length, LUFS, dBTP. `episodes` is
/// the document's.
std::vector<std::vector<std::string>> rendition_rows(const core::Json& episodes, const Terminal& terminal);

/// The outcome of a command for whoever cannot watch: one JSON document on stdout with --json, and Markdown
/// for the page of the run where GitHub Actions names a file in GITHUB_STEP_SUMMARY. `document` may hold
/// `episodes`, `targets`, `announcements` and `findings`.
void report(const Terminal& terminal, const core::Json& document);

/// The Markdown of that page.
std::string markdown_of(const Terminal& terminal, const core::Json& document);

}  // namespace cityfm::cli
