// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cityfm::core {

/// A moment, to the second, on the UTC time line.
using Instant = std::chrono::sys_seconds;

/// A calendar moment whose zone is not said.
using LocalTime = std::chrono::local_seconds;

/// The moment of the system's clock.
Instant system_now();

/// RFC 3339 with an offset: `2026-11-22T20:00:00+09:00`. Nothing when it is not one, or names no real day.
std::optional<Instant> parse_rfc3339(std::string_view text);

/// A duration as hosts write it: `24h`, `90m`, `30s`, `2d`. Nothing when it is not one.
std::optional<std::chrono::seconds> parse_duration(std::string_view text);

/// No sound reaches further: about four months.
inline constexpr double most_offset_seconds = 1e7;

/// A point in the sound as hosts write it, in seconds: `1:02:03.5`, `02:03`, `90`. Nothing when it is not
/// one, or lies beyond the end of any.
std::optional<double> parse_offset(std::string_view text);

/// Seconds from 0 as `02:03`, or `1:02:03` from an hour on; whole seconds, rounded down.
std::string show_offset(double seconds);

/// Milliseconds from 0 as `00:02:03.456`.
std::string show_milliseconds(std::int64_t milliseconds);

/// True if the database in /usr/share/zoneinfo has a zone of this name; no other place is read.
bool is_zone(const std::string& zone);

/// The moment that a clock in `zone` shows as `time`, or the earlier of two. In a gap, the offset before it
/// counts: 02:30 is the moment shown as 03:30 (RFC 5545, 3.3.5). Throws for no zone, as do those below.
Instant to_instant(LocalTime time, const std::string& zone);

/// What a clock in `zone` shows at that moment.
LocalTime to_local(Instant instant, const std::string& zone);

/// `2026-11-22T20:00:00+09:00` in `zone`.
std::string show_rfc3339(Instant instant, const std::string& zone);

/// `Sun, 22 Nov 2026 20:00:00 +0900` in `zone`, English in every locale (RFC 5322).
std::string show_rfc5322(Instant instant, const std::string& zone);

/// `2026-11-22 20:00` in `zone`, for people.
std::string show_minute(Instant instant, const std::string& zone);

}  // namespace cityfm::core
