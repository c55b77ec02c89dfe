// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/core/json_fwd.h"

namespace cityfm::announce {

/// The page's own words.
struct PreviewWords {
    const char* heading;
    const char* nothing_sent;
    const char* no_posts;
    const char* not_drawn;
    const char* as_sent;
    const char* notification;
    const char* in_thread;
    const char* picture;  ///< one that only the service will have an address for
    const char* from;
    const char* to;
    const char* subject;
    const char* plain_text;
    const char* indented;
    const char* email;
    const char* command;
    const char* file;
};

// Each draws the body of one service, as HTML; empty where the body lacks what is drawn.

std::string slack_card(const core::Json& body, const PreviewWords& words);
std::string discord_card(const core::Json& body);
std::string line_card(const core::Json& body, const PreviewWords& words);
std::string bluesky_card(const core::Json& body, const PreviewWords& words);
std::string mail_card(const std::string& body, const PreviewWords& words);
/// Of the channels whose body is the announcement itself.
std::string document_card(const core::Json& body, const PreviewWords& words);

}  // namespace cityfm::announce
