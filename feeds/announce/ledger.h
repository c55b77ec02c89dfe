// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/time.h"

namespace cityfm::announce {

/// How far an announcement is in one channel.
enum class Status {
    sending,  ///< the intent was written; after a crash nobody knows more
    sent,
    failed,   ///< the channel refused for good
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
    std::string time;  ///< RFC 3339
    std::string revision;
    std::string remote_id;
    std::string link;
    std::string configuration;  ///< of a channel that refused: how it was set up
};

/// The append-only record of what was sent where: `announcements.jsonl`, which git merges by union.
class Ledger {
  public:
    static constexpr int version = 1;

    /// Reads what is there. A torn last line is passed over. Throws `ledger_broken` on any other line that
    /// cannot be read, and `ledger_newer`.
    explicit Ledger(std::filesystem::path file);

    /// The event that counts of an announcement, or null: `sent` and `withdrawn` before all others, then the
    /// newest.
    const Event* latest(const std::string& key) const;

    /// When it was first sent since it last certainly was not there; nothing where it never was. A key that a
    /// service knows for a while lives from then on.
    std::optional<core::Instant> first_sending(const std::string& key) const;

    /// The event that counts of every announcement.
    std::vector<Event> latest() const;

    /// Appends the event, synced to the disk before it returns. Throws on error.
    void append(const Event& event);

  private:
    void take(const Event& event);

    /// The moments of one announcement's attempts, in no order.
    struct Attempts {
        std::vector<std::string> sendings;
        std::string last_failure;
    };

    void remember(const Event& event);

    std::filesystem::path file_;
    std::map<std::string, Event> latest_;
    std::map<std::string, Attempts> attempts_;
};

}  // namespace cityfm::announce
