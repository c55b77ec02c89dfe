// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/app/announce/announce.h"

namespace cityfm::app {

/// A post as it would be sent.
struct PreviewedBody {
    std::string id;
    std::string body;
    std::string file;  ///< where it is kept, relative to the show
};

struct Preview {
    std::vector<PreviewedBody> posts;
    std::filesystem::path page;  ///< shows them all
};

/// What would be sent to the channels: below `.cityfm/preview/` each body in a file of its own, byte for
/// byte, with a page that shows them all. Nothing is sent, and no secret is read.
Preview preview_announcements(const Session& session, const model::Show& show, const Staged& staged,
                              const AnnounceOptions& options);

}  // namespace cityfm::app
