// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "pipeline/core/json_fwd.h"

namespace cityfm::core {

/// The number, or JSON's null for an empty optional.
template <class Number>
Json number_or_null(const std::optional<Number>& number) {
    return number ? Json(*number) : Json(nullptr);
}

/// One line; broken UTF-8 becomes U+FFFD, since words come from files.
inline std::string to_line(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Indented, with a newline at the end: for files that people read and git keeps.
inline std::string to_document(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cityfm::core
