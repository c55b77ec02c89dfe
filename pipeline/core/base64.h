// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace cityfm::core {

/// The bytes in base64, padded, on one line (RFC 4648, section 4).
std::string base64(std::string_view bytes);

}  // namespace cityfm::core
