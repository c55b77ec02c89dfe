// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/json.h"
#include "pipeline/model/show.h"

namespace cityfm::announce {

/// What is said about an episode, the same for every channel; how it looks is the channel's.
struct Announcement {
    std::string show;
    std::string title;
    std::string display;  ///< how people say the number: `第12回`; may be empty
    std::string summary;
    std::string question;
    std::string answer;      ///< how to answer
    std::string listen_url;  ///< the enclosure
    std::string page_url;
    std::string transcript_url;  ///< may be empty
    std::string picture_url;
    std::string picture_alt;
    std::vector<std::string> people;
    std::vector<std::string> topics;
    double duration_seconds = 0;
};

/// The addresses that the episode's files have in public.
struct Addresses {
    std::string listen;
    std::string transcript;
    std::string picture;
};

/// The announcement of an episode with a release. Pure.
Announcement message_for(const model::Show& show, const model::Episode& episode, const Addresses& addresses);

/// The announcement as JSON: what the `file` channel appends, and what programs get.
core::Json to_json(const Announcement& announcement);

/// The identity of an announcement for ever: SHA-256 of show, episode, purpose and channel, never of words or
/// dates.
std::string key_of(const std::string& show_guid, const std::string& episode_guid, const std::string& purpose,
                   const std::string& channel_id);

/// The content's hash: another revision is an edit, never a second post.
std::string revision_of(const Announcement& announcement);

}  // namespace cityfm::announce
