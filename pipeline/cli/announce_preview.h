// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/cli/work.h"

namespace cityfm::cli {

/// Shows what would be sent to the channels: on stdout, and below `.cityfm/preview/` each body in a file of
/// its own, byte for byte, with a page that shows them all. Nothing is sent, and no secret is read.
Part preview_announcements(Session& session, const model::Show& show, const Staged& staged,
                           const AnnounceOptions& options);

}  // namespace cityfm::cli
