// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace cityfm::core {

// Whom an address leads to: the part between "://" and the path (RFC 3986, section 3.2).

/// The host without user and port; an IPv6 address with its brackets. Empty where there is none, or where
/// what follows it is no port.
std::string_view host_of(std::string_view address);

/// True for a host that can only be this machine: the whole name `localhost`, or an address of loopback
/// (127.0.0.0/8, [::1]) in its usual form. What this says is not enough to send a secret in the clear: the
/// address that is connected to has to be one of loopback as well (net::Reach::this_machine).
bool is_this_machine(std::string_view host);

/// True for an address with a password before its host, or with a user's name where it is one of the web,
/// since that is a token. A colon written as %3A is part of the user's name.
bool has_password(std::string_view address);

/// The address for messages: "…" in place of a password.
std::string without_password(std::string_view address);

}  // namespace cityfm::core
