// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "pipeline/cli/messages.h"

namespace cityfm::cli {

/// A finding as a workflow command of GitHub Actions, which marks its line in a pull request. `folder` is the
/// show's, relative to the checkout.
std::string github_annotation(const core::Finding& finding, const std::filesystem::path& folder,
                              Language language);

/// A line that is no workflow command of GitHub Actions, which reads them from both outputs: what would make
/// it one (`::error`, `##[group]`) is written as an escape, valid inside of JSON strings as well.
std::string without_commands(std::string line);

/// Findings as GitLab's code-quality report.
core::Json gitlab_report(const core::Findings& findings, const std::filesystem::path& folder,
                         Language language);

}  // namespace cityfm::cli
