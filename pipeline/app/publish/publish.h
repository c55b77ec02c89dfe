// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "feeds/publish/plan.h"
#include "pipeline/app/publish/guard.h"
#include "pipeline/app/publish/staging.h"
#include "pipeline/app/session.h"

namespace cityfm::app {

struct PublishOptions {
    std::vector<std::string> targets;  ///< empty for all
    bool plan_only = false;
    bool prune = false;  ///< take away media that nothing names any more
};

/// What a target got, or was to get.
struct PublishedTarget {
    std::string id;
    bool applied = false;  ///< false where only the plan was wanted
    publish::Plan plan;
};

struct Published {
    std::vector<PublishedTarget> targets;  ///< without those that failed
    int exit_code = 0;
};

/// Brings the targets up to date that the guard has looked at. If one refuses, the others still get theirs.
Published publish_staged(const Session& session, const model::Show& show, const Staged& staged, Guard& guard,
                         const PublishOptions& options);

}  // namespace cityfm::app
