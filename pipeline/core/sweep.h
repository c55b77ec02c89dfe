// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/core/folder.h"

namespace cityfm::core {

/// Whether the folders below one are meant, too.
enum class Depth { this_folder, all_below };

/// Removes what killed runs have left in a folder: files of AtomicFile and folders of TempFolder. What others
/// are writing right now is locked, and stays; so does what may not be looked at. No link is followed. Throws
/// `cannot_read` where the disk fails.
void sweep(const Folder& folder, Depth depth);

}  // namespace cityfm::core
