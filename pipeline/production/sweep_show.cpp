// SPDX-License-Identifier: MIT
#include "pipeline/production/sweep_show.h"

#include "pipeline/core/error.h"
#include "pipeline/core/sweep.h"

namespace cityfm::production {

void sweep_show(const core::Folder& show) {
    core::sweep(show, core::Depth::this_folder);
    for (const char* name : {"episodes", "assets", "presets", "public", ".cityfm"}) {
        try {
            if (const auto folder = show.find(core::InnerPath(name)))
                core::sweep(*folder, core::Depth::all_below);
        } catch (const core::Error& error) {
            // A link or a file of that name is told by those who need the folder.
            if (error.code == core::Code::cannot_read && !show.find_own(core::InnerPath(name))) throw;
        }
    }
}

}  // namespace cityfm::production
