// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/app/session.h"

namespace cityfm::app {

/// What a person found out about an announcement whose outcome was unknown.
enum class Found { sent, not_sent };

/// Writes it down. Throws `no_such_announcement`.
void resolve(const Session& session, const model::Show& show, const std::string& id, Found found);

}  // namespace cityfm::app
