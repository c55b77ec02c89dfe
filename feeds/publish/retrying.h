// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "feeds/publish/target.h"
#include "pipeline/core/stop.h"

namespace cityfm::publish {

/// A target whose calls are made again, up to three times after pauses that grow, while they fail in a way
/// that may pass (`later`). What `put` began it begins anew: the contract says that a failed one leaves
/// nothing.
std::unique_ptr<Target> retrying(std::unique_ptr<Target> target, core::Pause pause);

}  // namespace cityfm::publish
