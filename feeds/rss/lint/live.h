// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "feeds/xml/document.h"
#include "pipeline/core/finding.h"
#include "pipeline/net/http.h"

namespace cityfm::rss {

/// How a feed's files are looked at where they are served.
struct LiveOptions {
    std::string address;  ///< where the feed itself is served; empty for a file
    /// What a picture is, where directories would not take it: `jpeg 800×600`; empty for a good one.
    std::function<std::string(const std::string& bytes)> fault_of_picture;
    std::function<void(const std::string& url)> before_each;
    std::stop_token stop;
    /// Where what the feed names may lead; its own address was typed by a person.
    net::Reach reach = net::Reach::public_internet;
};

/// Asks for everything that the feed names, once: sound by HEAD, by range and conditionally, with its length
/// and type; pictures, transcripts and chapters whole. Throws only when it is stopped.
core::Findings lint_live(const xml::Document& document, const LiveOptions& options);

}  // namespace cityfm::rss
