// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/core/time.h"

namespace cityfm::core {

/// A date as feeds have it: RFC 5322's, and what hosts have made of it since 822. What is unusual is told.
struct FeedDate {
    Instant instant;
    bool wrong_weekday = false;  ///< another day than it names
    std::string right_weekday;   ///< `Sun`
    std::string named_zone;      ///< the zone's name, where apps may take it for another: `PST`, `JST`
    std::string offset;          ///< the zone as a number: `-0800`
};

/// Nothing when it is no date. Weekday, seconds and leading zeros may be missing, the year may have two
/// digits, names may be whole words in any case.
std::optional<FeedDate> parse_rfc5322(std::string_view text);

}  // namespace cityfm::core
