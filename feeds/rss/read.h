// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "feeds/rss/document.h"
#include "feeds/rss/feed.h"

namespace cityfm::rss {

/// The feed in a document, as much of it as can be made out: an item without a guid gets its enclosure's
/// address as one, the enclosure is the first that is sound or film, its address resolved. What
/// was not written is empty. A document without a channel gives an empty feed. Pure.
Feed read(const Document& document);

/// True and false as feeds have written them: `true`, `yes`, `explicit`; anything else is false.
bool is_true(std::string_view text);

/// The address on which a feed's relative ones are: its own, else its page.
const std::string& base_of(const Feed& feed);

/// A whole number from 0; nothing when it is none.
std::optional<std::uintmax_t> read_count(std::string_view text);

}  // namespace cityfm::rss
