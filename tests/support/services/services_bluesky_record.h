// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace cityfm::tests {

/// What is wrong with a record of `app.bsky.feed.post`; empty where nothing is. That facets lie inside the
/// text and on borders of characters is more than the service checks. `wrong_blob` says what is wrong with a
/// blob. github.com/bluesky-social/atproto, lexicons/app/bsky/feed/post.json
std::string wrong_in_bluesky_post(const nlohmann::json& record,
                                  const std::function<std::string(const nlohmann::json& blob)>& wrong_blob);

/// A CID of version 1 and SHA-256, in base32: `codec` is 0x55 for raw bytes and 0x71 for DAG-CBOR.
/// github.com/multiformats/cid
std::string cid_of(const std::string& bytes, char codec);

}  // namespace cityfm::tests
