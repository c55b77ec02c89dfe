// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "feeds/publish/target.h"
#include "pipeline/model/show.h"

namespace cityfm::publish {

/// A target of the show. Throws `target_in_show`.
std::unique_ptr<Target> open_target(const model::Show& show, const model::Target& target);

}  // namespace cityfm::publish
