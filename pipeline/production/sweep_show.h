// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/core/folder.h"

namespace cityfm::production {

/// Removes the half-written files that killed runs have left where a show's files are written: beside
/// show.toml, and below `episodes/`, `assets/`, `presets/`, `public/` and `.cityfm/`. Whoever asks for it
/// holds the show's lock.
void sweep_show(const core::Folder& show);

}  // namespace cityfm::production
