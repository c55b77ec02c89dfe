// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/app/session.h"
#include "pipeline/media/inspect.h"

namespace cityfm::app {

struct InspectedFile {
    std::string file;
    media::Inspected inspected;
};

/// Those of the files that could be read.
struct Inspections {
    std::vector<InspectedFile> files;
    int exit_code = 0;
};

/// Reads finished files back as players do. If one of several cannot be read, the others still are.
Inspections inspect(const Session& session, const std::vector<std::string>& files);

}  // namespace cityfm::app
