// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "feeds/rss/feed.h"
#include "pipeline/model/show.h"

namespace cityfm::tests {

/// A moment of November 2026 in UTC; Japan's clocks are nine hours ahead.
core::Instant november(unsigned day, int hour);

/// An MP3 of `frames` at 44,100 Hz.
model::Rendition opus_of(const std::string& folder, std::int64_t frames);
model::Rendition mp3_of(const std::string& folder, std::int64_t frames);

/// An episode that was released with `guid`, with a title, a date and one MP3.
model::Episode released(const std::string& folder, const std::string& guid, core::Instant date);

/// A show with only what it cannot do without, and one such episode.
model::Show small_show();

/// A show that uses everything, with three episodes, the oldest first.
model::Show full_show();

/// The episodes as the feed gets them, without other files.
std::vector<rss::FeedEpisode> given(const std::vector<model::Episode>& episodes);

/// The guids in the order of the feed.
std::vector<std::string> guids(const rss::Feed& feed);

}  // namespace cityfm::tests
