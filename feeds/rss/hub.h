// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <stop_token>
#include <string>

namespace cityfm::rss {

/// Tells the WebSub hub that the feed at `address` has news (W3C WebSub, section 7). Gives why it was not
/// told; nothing when it was.
std::optional<std::string> tell_hub(const std::string& hub, const std::string& address,
                                    const std::stop_token& stop);

}  // namespace cityfm::rss
