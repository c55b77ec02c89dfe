// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "feeds/publish/target.h"
#include "pipeline/model/show.h"

namespace cityfm::publish {

/// A target of the show, which tries again what may pass until `stop` asks for the end. Throws
/// `target_in_show`.
std::unique_ptr<Target> open_target(const model::Show& show, const model::Target& target,
                                    const std::stop_token& stop);

}  // namespace cityfm::publish
