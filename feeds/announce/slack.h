// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "feeds/announce/announcement.h"

namespace cityfm::announce {

/// The announcement as Block Kit (docs.slack.dev/reference/block-kit): header, question, summary, picture,
/// listen button and how to answer, each within its limit; `block_id` of the first is the key. No text of
/// ours or of a host's can mention a channel or a person.
core::Json slack_blocks(const Announcement& announcement, const std::string& key);

/// `text` for a `mrkdwn` field, with & < > escaped, at most `most` characters and never cut inside an entity.
std::string slack_text(const std::string& text, std::size_t most);

}  // namespace cityfm::announce
