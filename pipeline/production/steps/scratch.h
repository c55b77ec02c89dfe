// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/core/json_fwd.h"
#include "pipeline/production/store.h"

namespace cityfm::production {

/// Keeps a result with what says whether the scratch sound that belongs to it can be trusted later.
void put_scratch_result(const Store& store, const std::string& key, core::Json result);

/// True where scratch sound of this key is there whole, in so many channels and frames.
bool is_scratch_whole(const Store& store, const std::string& key, int channels, std::int64_t frames);

}  // namespace cityfm::production
