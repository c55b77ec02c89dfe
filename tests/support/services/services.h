// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tests/support/servers/http_server.h"

namespace cityfm::tests {

/// A service that shows posts, as its documentation says that it answers; nobody calls it twice at once.
class Service {
  public:
    virtual ~Service() = default;

    /// True for a request that makes, changes or takes away a post.
    virtual bool posts(const Asked& asked) const = 0;

    /// Applies what is asked, or refuses it. The query stands behind the path, as it came.
    virtual Answer answer(const Asked& asked) = 0;
};

/// A header by its name in lower case; empty where there is none.
std::string header_of(const Asked& asked, const std::string& name);

/// The path without its query.
std::string path_alone(const Asked& asked);

/// The fields of a form, decoded (WHATWG URL Standard, section 5.1).
std::map<std::string, std::string> form_fields(std::string_view form);

/// The fields of the query.
std::map<std::string, std::string> query_fields(const Asked& asked);

/// The body; discarded where it is no JSON.
nlohmann::json json_of(const Asked& asked);

/// An answer of JSON.
Answer json_answer(const nlohmann::json& body, int status = 200);

/// A text of an object; empty where it is none.
std::string text_at(const nlohmann::json& object, const std::string& key);

/// A member of an object; null where it is none.
const nlohmann::json& member_at(const nlohmann::json& object, const std::string& key);

/// The characters of a text as Python counts them.
std::size_t code_points_of(std::string_view text);

/// The length of a text as JavaScript and Java count it; counted here, not by the code under test.
std::size_t units_of(std::string_view text);

/// True for an address of one of the schemes, without blanks.
bool is_address(std::string_view text, std::initializer_list<std::string_view> schemes);

}  // namespace cityfm::tests
