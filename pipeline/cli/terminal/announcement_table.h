// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/app/announce/status.h"
#include "pipeline/cli/terminal/terminal.h"

namespace cityfm::cli {

/// How far each announcement is: a table for people, and the list for programs.
core::Json show_announcements(const Terminal& terminal, const std::vector<app::AnnouncementState>& states,
                              const std::string& timezone);

}  // namespace cityfm::cli
