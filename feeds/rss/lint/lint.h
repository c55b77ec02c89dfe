// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>

#include "feeds/xml/document.h"
#include "pipeline/core/finding.h"
#include "pipeline/core/time.h"

namespace cityfm::rss {

/// What a feed is linted against.
struct LintOptions {
    core::Instant now;    ///< no item may be newer
    std::string address;  ///< where the feed was read from; empty for a file
    /// Guids of items that another host has published as they are: what is wrong with them is a hint.
    std::set<std::string> as_they_were = {};
};

/// All that is wrong with a feed, its document among it: errors are what apps or directories refuse or read
/// wrongly, warnings what some do, hints what they could make use of. Each finding has its line, and the name
/// of its item as the argument `item`. The rules: RSS 2.0, Apple's guide, PSP-1, the podcast namespace,
/// RFC 5005. Pure.
core::Findings lint(const xml::Document& document, const LintOptions& options);

}  // namespace cityfm::rss
