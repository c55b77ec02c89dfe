// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace cityfm::core {

/// JSON whose objects keep the order in which their members were written: the same value, the same bytes. For
/// headers; sources that handle values include core/json.h.
using Json = nlohmann::ordered_json;

}  // namespace cityfm::core
