// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "pipeline/core/finding.h"
#include "pipeline/net/http.h"

namespace cityfm::rss {

/// Tells the WebSub hub that the feed at `address` has news (W3C WebSub, section 7). Gives a warning why it
/// was not told; nothing when it was.
std::optional<core::Finding> tell_hub(const std::string& hub, const std::string& address, net::Reach reach,
                                      const std::stop_token& stop);

}  // namespace cityfm::rss
