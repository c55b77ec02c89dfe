// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "pipeline/core/finding.h"

namespace cityfm::text {

/// The bytes of a text file as clean UTF-8 with `\n` at the ends of lines and no byte order mark. UTF-16 with
/// its mark and Shift_JIS (Windows' code page 932) or ISO-2022-JP are converted; the latter, which have no
/// mark, are said in a warning. What is no text at all becomes a finding in `file` and gives nothing.
std::optional<std::string> to_utf8(const std::string& bytes, const std::string& file,
                                   core::Findings& findings);

}  // namespace cityfm::text
