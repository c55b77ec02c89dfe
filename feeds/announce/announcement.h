// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/json_fwd.h"
#include "pipeline/model/show.h"

namespace cityfm::announce {

/// What a post is for.
enum class Purpose {
    published,   ///< an episode can be heard
    question,    ///< its question, under the post about it
    correction,  ///< what was said about it was wrong, and the post could not be edited
    letters,     ///< listeners are asked for letters for an episode to come
};

std::string_view name_of(Purpose purpose);

/// The facts in words, in the show's language: the texts of a template with their slots filled. What is empty
/// is not said.
struct Words {
    std::string headline;
    std::string summary;
    std::string question;
    std::string answer;      ///< how to answer it
    std::string listen;      ///< on the button, where there is something to hear
    std::string transcript;  ///< on the button, where there is one
    std::string footer;
};

/// What is said about an episode, the same for every channel; how it looks is the channel's.
struct Announcement {
    Purpose purpose = Purpose::published;
    std::string show;
    std::string title;
    std::string display;  ///< how people say the number: `第12回`; may be empty
    std::string summary;
    std::string question;
    std::string answer;      ///< how to answer
    std::string listen_url;  ///< the enclosure; empty where there is nothing to hear yet
    std::string page_url;
    std::string transcript_url;  ///< may be empty
    std::string picture_url;     ///< may be empty
    std::string picture_alt;
    std::vector<std::string> people;
    std::vector<std::string> topics;
    double duration_seconds = 0;
    Words words;
};

/// The addresses that the episode's files have in public.
struct Addresses {
    std::string listen;
    std::string transcript;
    std::string picture;
    std::filesystem::path picture_file;  ///< the same picture on this disk; may be empty
};

/// The announcement of an episode, in facts. Pure.
Announcement message_for(const model::Show& show, const model::Episode& episode, const Addresses& addresses,
                         Purpose purpose = Purpose::published);

/// The announcement as JSON, with the version of its form: what the `file` channel appends, and what programs
/// get.
core::Json to_json(const Announcement& announcement);

/// The identity of an announcement for ever: SHA-256 of show, episode, purpose and channel, never of words or
/// dates.
std::string key_of(const std::string& show_guid, const std::string& episode_guid, const std::string& purpose,
                   const std::string& channel_id);

/// The hash of what is said about the episode itself: another revision is an edit, never a second post. The
/// show's own texts, the template and the picture are no part of it, or a new cover would edit every post
/// that there ever was.
std::string revision_of(const Announcement& announcement);

/// True where both were told by the same rules and tell different things.
bool differs(const std::string& revision, const std::string& other);

}  // namespace cityfm::announce
