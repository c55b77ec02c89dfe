// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/core/finding.h"

namespace cityfm::model {

/// Finds what looks like a token, a webhook's address or a private key in a file that git keeps. The findings
/// say where, and never repeat the secret.
void find_secrets(const std::string& text, const std::string& file, core::Findings& findings);

/// Findings are shown in public logs: an argument that looks like a secret becomes "…".
void hide_secrets(core::Findings& findings);

}  // namespace cityfm::model
