// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

namespace cityfm::core {

/// Text from a format string and values; the rooms above know the library by this name alone.
using fmt::format;

}  // namespace cityfm::core
