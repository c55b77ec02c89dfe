// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "feeds/rss/feed.h"
#include "pipeline/app/session.h"

namespace cityfm::app {

// Feeds as a place has them. An error is never taken for "nothing is published there".

/// Reads a file of a place by its path below `public/`, or by its address; empty if the place certainly has
/// none. Throws if that cannot be told.
using ReadPublished = std::function<std::optional<std::string>(const std::string& path)>;

/// What is served at an address; empty if the server says that there is nothing. Throws `live_feed_unknown`
/// and `address_refused`.
std::optional<std::string> read_at_address(const Session& session, const std::string& address,
                                           net::Reach reach);

/// A file that an earlier run left in the show's own `public/`.
std::optional<std::string> read_in_public(const model::Show& show, const std::string& path);

/// Reads one page. Throws `live_feed_unknown` for anything but a whole feed.
rss::Feed read_page(const std::string& path, const std::string& bytes);

/// Reads a published feed with all its pages, if there is one. Throws `live_feed_unknown` if something is
/// there that cannot be read to its end.
std::optional<rss::Feed> published_feed(const std::string& path, const ReadPublished& read);

/// The error about a place whose feed cannot be told, and why. `reason` is a code whose text says it.
core::Error live_feed_unknown(core::Kind kind, const std::string& address, core::Code reason);

}  // namespace cityfm::app
