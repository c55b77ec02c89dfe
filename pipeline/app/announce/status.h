// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feeds/announce/ledger.h"
#include "pipeline/app/session.h"

namespace cityfm::app {

/// How far an announcement is.
struct AnnouncementState {
    std::string id;
    std::optional<announce::Status> status;  ///< empty for one that is planned
    core::Instant time;                      ///< of its last event, or when it is due
    std::string link;
};

/// Every announcement that there was, and those to come, by time.
std::vector<AnnouncementState> announcements_of(const Session& session, const model::Show& show);

}  // namespace cityfm::app
