// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>

#include "feeds/rss/feed.h"
#include "pipeline/core/finding.h"

namespace cityfm::rss {

/// What listeners of the feed `published` at `address` would lose by `next`, the whole set of what the feed
/// may hold: items that are gone, guids that changed, other bytes under an enclosure's old address. Those are
/// errors, but for the guids in `allowed`; an enclosure that moves to a new address is a hint. Pure.
core::Findings guard(const Feed& published, const Feed& next, const std::string& address,
                     const std::set<std::string>& allowed);

}  // namespace cityfm::rss
