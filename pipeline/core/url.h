// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace cityfm::core {

// Addresses as RFC 3986 has them. Whom one leads to is told by core/authority.

/// Everything but unreserved characters and "/" as %XX: ASCII whatever the path is (RFC 3986).
std::string percent_encode_path(std::string_view path);

/// Everything but unreserved characters as %XX: a value of a query or a form.
std::string percent_encode_query(std::string_view value);

/// The address with whatever is not ASCII, and what no address may hold (RFC 3986, appendix A), as %XX.
std::string ascii_url(std::string_view url);

/// True for an address with a scheme of any kind (RFC 3986, section 3.1).
bool has_scheme(std::string_view address);

/// True for an absolute http or https address without blanks, quotes or control characters.
bool is_http_url(std::string_view text);

/// The address without a name and password before its host.
std::string without_userinfo(const std::string& address);

/// The address that `reference` means on the page `base` (RFC 3986, section 5.2): itself where it has a
/// scheme.
std::string resolve_address(std::string_view base, std::string_view reference);

/// True for an address that no one can listen in on: https, or plain http on this machine.
bool is_confidential(std::string_view address);

}  // namespace cityfm::core
