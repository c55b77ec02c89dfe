// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace cityfm::core {

/// JSON whose objects keep the order in which their members were written: the same value, the same bytes.
using Json = nlohmann::ordered_json;

/// One line; broken UTF-8 becomes U+FFFD, since words come from files.
inline std::string to_line(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Indented, with a newline at the end: for files that people read and git keeps.
inline std::string to_document(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cityfm::core
