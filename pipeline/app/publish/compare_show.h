// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/app/publish/guard.h"
#include "pipeline/app/session.h"

namespace cityfm::app {

/// What the feeds of this show would take from those who have what is served at their addresses: throws it.
/// Gives the exit code that the show's own files come to.
int compare_show(const Session& session, const GuardOptions& options);

}  // namespace cityfm::app
