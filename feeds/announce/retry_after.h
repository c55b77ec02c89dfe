// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>

#include "pipeline/core/time.h"
#include "pipeline/net/http.h"

namespace cityfm::announce {

/// How long a service asks to be left alone: `Retry-After` in seconds or as a date (RFC 9110,
/// section 10.2.3), or in the body as `retry_after` in seconds with a fraction (Discord) or `retry_after_ms`
/// (Matrix), or `RateLimit-Reset` (Bluesky). Nothing where it does not say.
std::optional<std::chrono::milliseconds> retry_after(const net::Response& response, core::Instant now);

}  // namespace cityfm::announce
