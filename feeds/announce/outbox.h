// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "feeds/announce/channel.h"
#include "feeds/announce/ledger.h"
#include "pipeline/core/error.h"
#include "pipeline/core/stop.h"

namespace cityfm::announce {

/// One announcement in one channel.
struct Due {
    std::string id;  ///< `<channel>/<episode folder>`, and more for what follows the post about it
    std::string key;
    core::Instant date;   ///< from then on it may be said
    core::Instant since;  ///< nobody said it before that
    core::Instant episode_date;
    Announcement announcement;
    std::string channel = {};        ///< its id
    std::string parent_key = {};     ///< of the post that it answers; empty for none
    std::string configuration = {};  ///< how the channel is set up
    std::filesystem::path picture = {};
};

/// It as the channel gets it, as far as no run is needed for that.
Post post_of(const Due& due);

/// What holds for one run.
struct Rules {
    core::Instant now;
    std::chrono::seconds catch_up;
    std::optional<core::Instant> quiet_until = {};  ///< nothing is said before that
    bool has_room = true;                           ///< the channel may get another post
    bool asks_again = false;                        ///< also of a channel that refused
    bool may_be_late = false;                       ///< also what has missed its time
    std::string place = {};                         ///< where this run is at work (place_of)
};

/// An intent of another place may be followed by its post for so long: no run takes it for lost before that.
inline constexpr std::chrono::minutes others_may_send{45};
/// No post is begun later after its intent. Far shorter, since a post takes its time and clocks differ.
inline constexpr std::chrono::minutes may_send{15};

/// Where the run of this name is or was at work: two runs of one place never run at once.
std::string place_of(const std::string& run);

/// What is to be done about an announcement.
enum class Action {
    nothing,  ///< it was sent, or is not to be sent any more
    edit,     ///< it was sent with other words
    post,
    look,      ///< an earlier run was cut off while it sent: find out, then decide
    hold,      ///< its outcome is unknown, and only a person can find out
    stand_by,  ///< another run may be sending it right now
    miss,      ///< its time has passed
    wait,      ///< its time has not come
    put_off,   ///< the channel had enough for this run
    leave_be,  ///< the channel refused it, and nothing has changed since
};

std::string_view name_of(Action action);

/// The decision, by what the ledger knows. Pure.
Action decide(const Due& due, const Event* latest, std::optional<core::Instant> first_sending,
              const Traits& traits, const Rules& rules);

/// What became of one announcement in this run.
struct Outcome {
    std::string id;
    Action action = Action::nothing;
    std::optional<Status> status;  ///< what the ledger knows now; nothing where it knows nothing
    std::string link;
    std::optional<core::Instant> waits_until;
    std::vector<core::Error> errors;  ///< why it was not sent; at most one
    core::Findings remarks;
    bool asked = false;  ///< the channel was asked for a change
};

/// What the outbox asks of the world around it.
struct Surroundings {
    /// Asked before a first post; an error keeps the post back, as nobody knows then.
    std::function<bool()> may_be_heard;
    /// Called between intent and post with the line of the intent; an error keeps the post back. Other lines
    /// may have been merged into the ledger's file after that. May be empty.
    std::function<void(const std::string& line)> commit_intent;
    core::Pause pause;  ///< between looking and looking again
    /// Asked about a picture's address before it is sent; a finding leaves the picture out. May be empty.
    std::function<std::optional<core::Finding>(const std::string& url)> picture_problem = {};
    std::function<core::Instant()> now = {};  ///< the clock; the moment of the rules where it is empty
    std::function<bool()> send_late = {};     ///< asked before something is sent that has missed its time
    /// Called once the intent is in the ledger, for it to be remembered elsewhere, too; an error keeps the
    /// post back. May be empty.
    std::function<void()> remember = {};
};

/// Decides and does it: the intent is in the ledger, synced, before the bytes leave. After a lost answer it
/// looks, waits and looks again before it repeats, or repeats at once where the service knows the key. Errors
/// of the channel become part of the outcome; those of the ledger are thrown.
Outcome settle(const Due& due, Channel& channel, Ledger& ledger, const Rules& rules,
               const Surroundings& around);

/// Takes back the post that `event` tells of and writes that down; false where the channel cannot, and
/// nothing changed. Throws the errors of channel and ledger.
bool withdraw(const Event& event, Channel& channel, Ledger& ledger, core::Instant now);

}  // namespace cityfm::announce
