// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace cityfm::tests {

/// Goes from this machine's network into one of its own, where loopback has `address` as well; only in a
/// process of its own, before it has threads. False where the system does not let us.
bool enter_own_network(const std::string& address);

}  // namespace cityfm::tests
