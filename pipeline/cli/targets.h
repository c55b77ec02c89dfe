// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "feeds/publish/target.h"
#include "pipeline/model/show.h"

namespace cityfm::cli {

/// A target of the show. Throws `target_in_show`.
std::unique_ptr<publish::Target> open_target(const model::Show& show, const model::Target& target);

/// Throws `no_such_target` unless each name is a target's id.
void require_targets(const model::Show& show, const std::vector<std::string>& names);

}  // namespace cityfm::cli
