// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "feeds/announce/channel.h"

namespace cityfm::announce {

/// A file as a post names it: by the hash of its bytes.
struct Blob {
    std::string cid;   ///< CIDv1, raw, SHA-256 (dasl.ing/cid.html)
    std::string type;  ///< media type
    std::size_t bytes = 0;
};

/// The blob that these bytes are. Pure.
Blob blob_of(const std::string& bytes);

core::Json to_json(const Blob& blob);

/// The announcement as an `app.bsky.feed.post`: headline, summary, question and links within 300 graphemes
/// and 3000 bytes, of which the summary goes first and the question last; the links as facets, whose ends
/// count UTF-8 bytes; and a card for the sound, with the picture where there is one.
core::Json bluesky_record(const Post& post, const std::string& language, const std::optional<Blob>& picture);

/// The record key of a post: a TID (atproto.com/specs/tid) that follows from the announcement's key alone, at
/// some moment of 2023 or 2024.
std::string tid_of(const std::string& key);

}  // namespace cityfm::announce
