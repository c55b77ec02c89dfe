// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "pipeline/model/show.h"

namespace cityfm::cli {

/// The show's ledger.
inline std::filesystem::path ledger_of(const model::Show& show) {
    return show.folder / "announcements.jsonl";
}

/// How the id of an announcement is written, where nobody knows which one it is.
inline constexpr const char* any_announcement = "CHANNEL/EPISODE";

}  // namespace cityfm::cli
