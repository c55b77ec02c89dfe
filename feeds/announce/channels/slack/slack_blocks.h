// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "feeds/announce/announcement.h"

namespace cityfm::announce {

/// The announcement as Block Kit (docs.slack.dev/reference/block-kit): header, summary and picture, question
/// and how to answer, buttons, footer, each within its limit; `block_id` of the first is the key. No text of
/// ours or of a host's can mention a channel or a person. With a `picture_file`, Slack's id of an uploaded
/// one, that is shown in place of the address.
core::Json slack_blocks(const Announcement& announcement, const std::string& key,
                        const std::string& picture_file = {});

/// What notifications and screen readers say: headline and question.
std::string slack_spoken(const Announcement& announcement);

/// `text` for a `mrkdwn` field, with & < > escaped, at most `most` UTF-16 units and never cut inside an
/// entity.
std::string slack_text(const std::string& text, std::size_t most);

}  // namespace cityfm::announce
