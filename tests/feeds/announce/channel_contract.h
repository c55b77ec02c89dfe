// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>

#include "feeds/announce/channel.h"

namespace cityfm::tests {

/// Opens the channel under test; each call reaches the same place, which is empty at first.
using OpenChannel = std::function<std::unique_ptr<announce::Channel>()>;

/// The contract of `announce::Channel`, in sections: to be called at the end of a TEST_CASE for each kind of
/// channel.
void check_channel_contract(const OpenChannel& open);

/// A post of that announcement under a key, in words.
announce::Post post_with(const std::string& key);

/// An announcement with something in every field, hostile marks among it.
announce::Announcement full_announcement();

}  // namespace cityfm::tests
