// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "feeds/rss/feed.h"
#include "feeds/xml/document.h"

namespace cityfm::rss {

/// Reads the bytes of any feed; what a `Feed` has no place for is kept as it was written
/// (feeds/rss/foreign.h).
xml::Document parse(std::string_view bytes, const std::string& file);

/// The feed in a document, as much of it as can be made out: an item without a guid gets its enclosure's
/// address as one, the enclosure is the first that is sound or film, its address resolved. What
/// was not written is empty. A document without a channel gives an empty feed. Addresses are relative to the
/// feed's own, else to `address`, where it was read, else to its page. Pure.
Feed read(const xml::Document& document, const std::string& address = {});

/// True and false as feeds have written them: `true`, `yes`, `explicit`; anything else is false.
bool is_true(std::string_view text);

/// The address on which a feed's relative ones are: its own, else where it was read, else its page.
const std::string& base_of(const Feed& feed, const std::string& address);

/// A whole number from 0; nothing when it is none.
std::optional<std::uintmax_t> read_count(std::string_view text);

}  // namespace cityfm::rss
