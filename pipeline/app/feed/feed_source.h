// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "feeds/rss/feed.h"
#include "feeds/xml/document.h"
#include "pipeline/app/session.h"
#include "pipeline/net/http.h"

namespace cityfm::app {

/// How a server is asked for a feed of any host.
net::Request request_for_feed(const std::string& address);

/// True for the status of a server that may answer otherwise in a while.
bool may_pass(int status);

/// Any feed's bytes; a server that does not give one is a finding.
struct FeedSource {
    std::string bytes;
    std::string address;  ///< where it was asked for; empty for a file
    core::Findings findings;
};

/// Reads a feed from an address, a file, or - for what is piped in.
FeedSource load_source(const std::string& feed, const Session& session, net::Reach reach);

/// Where the addresses of a feed's pages may lead.
struct FeedReach {
    net::Reach first;    ///< of the one that was typed
    net::Reach further;  ///< of those that the feed names
};

/// A feed with the items of all its pages.
struct LoadedFeed {
    xml::Document document;  ///< its first page
    rss::Feed feed;
    std::string next;  ///< the page that it goes on with and that was not asked for; empty for none
};

/// Reads a feed as apps do, page after page where it stands at an address. Throws what keeps it from being
/// read as findings: it is not served, it is no feed.
LoadedFeed load_feed(const std::string& feed, const Session& session, const FeedReach& reach);

}  // namespace cityfm::app
