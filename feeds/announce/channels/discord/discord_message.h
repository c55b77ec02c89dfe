// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "feeds/announce/announcement.h"

namespace cityfm::announce {

/// The announcement as a message of Discord's (docs.discord.com/developers/resources/message): the question
/// as its text, all else as an embed, each within its limit. It mentions nobody.
core::Json discord_message(const Announcement& announcement);

/// `text` as Discord's Markdown shows it letter by letter, at most `most` UTF-16 units; addresses stay links.
std::string discord_text(const std::string& text, std::size_t most);

}  // namespace cityfm::announce
