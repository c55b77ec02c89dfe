// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/json_fwd.h"
#include "pipeline/core/time.h"

namespace cityfm::announce {

/// How far an announcement is in one channel.
enum class Status {
    sending,  ///< the intent was written; after a crash nobody knows more
    sent,
    failed,   ///< the channel refused, or this run certainly sent nothing
    unknown,  ///< a person has to look
    missed,   ///< its time had passed before anybody could send it
    withdrawn,
};

std::string_view name_of(Status status);

/// One line of the ledger: what happened to one announcement, without its words and without secrets.
struct Event {
    std::string id;  ///< `<channel>/<episode folder>`, for people
    std::string key;
    Status status = Status::sending;
    core::Instant time;
    std::string revision;
    std::string remote_id;
    std::string link;
    std::string configuration;  ///< of a channel that refused: how it was set up
    std::string run;            ///< whose attempt it tells of: `<place>-<number>`; empty in version 1
};

/// The version of the lines that are written.
inline constexpr int ledger_version = 2;

core::Json to_json(const Event& event);

/// The event without texts that a line must not hold, since services and programs answer with anything. A bad
/// remote id is dropped whole: half of it would find nothing.
Event sound(Event event);

/// What a line of the ledger is.
enum class LineKind {
    event,
    newer,    ///< written by a newer version
    damaged,  ///< anything else
};

/// A line that was read.
struct Line {
    LineKind kind = LineKind::damaged;
    Event event;
    /// Of a damaged line: the keys that it concerns, or how they begin. Empty if it may concern any.
    std::vector<std::string> keys;
};

/// Reads a line. The file is kept in git, where anybody may propose other lines: a line is an event only when
/// each of its members is what this program writes.
Line parse_line(const std::string& line);

/// True for the beginning of a line that was written by this program and is not whole: what a crash leaves at
/// the end of the file.
bool is_cut_short(const std::string& line);

}  // namespace cityfm::announce
