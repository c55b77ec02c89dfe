// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "feeds/announce/channel.h"

namespace cityfm::announce {

/// From whom to whom.
struct MailEnvelope {
    std::string from;
    std::string from_name;
    std::string to;
    std::string language;
    std::string timezone;
};

/// The announcement as a message (RFC 5322, MIME): plain text and HTML, both in base64. The same announcement
/// makes the same bytes: `Date` is the episode's, `Message-ID` and the parts' border follow from the key.
std::string mail_message(const Post& post, const MailEnvelope& envelope);

/// `text` for a header: as it is where it is plain ASCII, else as encoded words of at most 75 characters,
/// none of which ends inside a character (RFC 2047, section 5).
std::string encoded_words(const std::string& text);

}  // namespace cityfm::announce
