// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "feeds/publish/plan.h"
#include "pipeline/app/make/staging.h"
#include "pipeline/app/publish/guard.h"
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

/// Throws `no_such_target` unless each name is a target's id.
void require_targets(const model::Show& show, const std::vector<std::string>& names);

/// Brings the targets up to date that the guard has looked at. If one refuses, the others still get theirs.
Published publish_staged(const Session& session, const model::Show& show, const Staged& staged, Guard& guard,
                         const PublishOptions& options);

}  // namespace cityfm::app
