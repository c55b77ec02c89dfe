// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "pipeline/av/handles.h"

namespace cityfm::av {

/// Silences what is no finite number of a float's range in a decoded frame, before a filter spreads it over
/// its neighbours, and counts it.
std::int64_t silence_not_numbers(AVFrame& frame);

}  // namespace cityfm::av
