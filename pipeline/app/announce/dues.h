// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "feeds/announce/outbox.h"
#include "pipeline/app/announce/channels.h"
#include "pipeline/app/publish/staging.h"

namespace cityfm::app {

/// What is to be said about an episode in a channel.
struct Topic {
    const model::Show& show;
    const OpenedChannel& channel;
    const model::Episode& episode;
    core::Instant now;
};

/// True where a name is among those that were asked for, or none were.
bool is_among(const std::vector<std::string>& names, const std::string& name);

/// True where the channel wants to hear of the episode.
bool wants(const model::Channel& channel, const model::Episode& episode);

/// The posts about an episode that can be heard: the announcement, and behind it, in a thread, its question.
std::vector<announce::Due> dues_of(const Topic& topic, const announce::Addresses& addresses);

/// The correction of a post whose channel cannot edit, where what was said last is not what holds; the next
/// one in number that no run has sent yet. Nothing where there is nothing to correct.
std::optional<announce::Due> correction_of(const Topic& topic, const announce::Addresses& addresses,
                                           const announce::Ledger& ledger);

/// The post that asks for letters for an episode to come.
announce::Due letters_of(const Topic& topic);

}  // namespace cityfm::app
