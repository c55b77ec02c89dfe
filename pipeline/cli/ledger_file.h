// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "pipeline/model/show.h"

namespace cityfm::cli {

/// The show's ledger.
inline std::filesystem::path ledger_of(const model::Show& show) {
    return show.folder / "announcements.jsonl";
}

}  // namespace cityfm::cli
