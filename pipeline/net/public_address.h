// SPDX-License-Identifier: MIT
#pragma once

struct sockaddr;

namespace cityfm::net {

/// True for an address of the public internet: not of this machine, a private network, a link, a group, a
/// test network or a cloud's inside, also where an IPv6 address carries such an IPv4 one (IANA's registries
/// of special-purpose addresses, RFC 6890; 168.63.129.16 is Azure's). Of any other family: false.
bool is_public_address(const sockaddr& address);

/// True for an address of loopback (127.0.0.0/8, ::1), also where an IPv6 address carries such an IPv4 one.
bool is_loopback_address(const sockaddr& address);

}  // namespace cityfm::net
