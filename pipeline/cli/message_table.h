// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "pipeline/cli/messages.h"

namespace cityfm::cli {

/// The text of one code, in both languages.
struct Message {
    core::Code code;
    Text text;
};

// A table for each section of core/codes.h, in its order.

std::span<const Message> messages_about_runs();
std::span<const Message> messages_about_shows();
std::span<const Message> messages_about_sound();
std::span<const Message> messages_about_work();
std::span<const Message> messages_about_feeds();
std::span<const Message> messages_about_talk();
std::span<const Message> messages_with_words();
std::span<const Message> messages_about_moves();

/// True when a table has exactly the codes of its section, in their order: asserted where the table stands.
constexpr bool is_whole(std::span<const Message> table, std::span<const core::Code> section) {
    if (table.size() != section.size()) return false;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table[i].code != section[i]) return false;
    }
    return true;
}

}  // namespace cityfm::cli
