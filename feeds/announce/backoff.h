// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

#include "pipeline/core/time.h"
#include "pipeline/net/http.h"

namespace cityfm::announce {

/// Waits. Throws `interrupted` when the end is asked for.
using Pause = std::function<void(std::chrono::milliseconds)>;

/// One that really sleeps.
Pause pause_until(const std::stop_token& stop);

/// How long a service asks to be left alone: `Retry-After` in seconds or as a date (RFC 9110,
/// section 10.2.3), or in the body as `retry_after` in seconds with a fraction (Discord) or `retry_after_ms`
/// (Matrix), or `RateLimit-Reset` (Bluesky). Nothing where it does not say.
std::optional<std::chrono::milliseconds> asked_patience(const net::Response& response, core::Instant now);

/// The pause before the repetition of a number from 0: anything up to a bound that doubles ("full jitter"),
/// so that many who wait do not come back at once.
std::chrono::milliseconds full_jitter(int repetition);

}  // namespace cityfm::announce
