// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>

#include "feeds/rss/feed.h"
#include "pipeline/core/finding.h"

namespace cityfm::rss {

/// What the apps of those who have read the feed `before`, at `address`, notice when they read `after`.
/// Errors are what listeners lose or apps load again: items that are gone, guids that changed, other bytes
/// under an enclosure's old address; but for the guids in `allowed`. Warnings: other dates, another order,
/// another isPermaLink. Hints: what is new, has moved or is called otherwise. Of items that are there twice
/// the first counts, as in apps, and items without an enclosure do not. Pure.
core::Findings compare(const Feed& before, const Feed& after, const std::string& address,
                       const std::set<std::string>& allowed = {});

}  // namespace cityfm::rss
