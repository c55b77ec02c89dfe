// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace cityfm::announce {

/// The stylesheet of the preview page.
std::string_view preview_style();

}  // namespace cityfm::announce
