// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/model/show.h"

namespace cityfm::model {

/// What is wrong with the channels of a show: ids that are not their own, keys that are missing or mean
/// nothing, addresses that would carry a secret in the clear, a secret in the show's folder. Pure.
core::Findings check_channels(const Show& show);

/// True for the path of a target that is one of the show's own folders, or no path of a folder at all.
bool is_no_target(const Show& show, const std::string& written);

}  // namespace cityfm::model
