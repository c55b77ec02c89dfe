// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "feeds/announce/channel.h"
#include "feeds/announce/ledger.h"
#include "pipeline/core/error.h"

namespace cityfm::announce {

/// One announcement in one channel.
struct Due {
    std::string id;  ///< `<channel>/<episode folder>`
    std::string key;
    core::Instant date;  ///< the episode's
    Announcement announcement;
};

/// What is to be done about an announcement.
enum class Action {
    nothing,  ///< it was sent, or is not to be sent any more
    edit,     ///< it was sent with other words
    post,
    look,  ///< an earlier run was cut off while it sent: look for the post, then decide
    hold,  ///< its outcome is unknown and the channel cannot be read back
    miss,  ///< its time has passed
};

/// The decision, by what the ledger knows. Pure.
Action decide(const Due& due, const Event* latest, bool channel_can_find, core::Instant now,
              std::chrono::seconds catch_up);

/// What became of one announcement in this run.
struct Outcome {
    std::string id;
    Action action = Action::nothing;
    std::optional<Status> status;  ///< what the ledger knows now; nothing where it knows nothing
    std::string link;
    std::vector<core::Error> errors;  ///< why it was not sent; at most one
};

/// What the outbox asks of the world around it.
struct Surroundings {
    std::function<bool()> may_be_heard;   ///< asked before a first post
    std::function<void()> commit_intent;  ///< called between intent and post; an error keeps the post back
};

/// Decides and does it: the intent is in the ledger, synced, before the bytes leave. Errors of the channel
/// become part of the outcome; those of the ledger are thrown.
Outcome settle(const Due& due, Channel& channel, Ledger& ledger, core::Instant now,
               std::chrono::seconds catch_up, const Surroundings& around);

/// Takes back the post that `event` tells of and writes that down; false where the channel cannot, and
/// nothing changed. Throws the errors of channel and ledger.
bool withdraw(const Event& event, Channel& channel, Ledger& ledger, core::Instant now);

}  // namespace cityfm::announce
