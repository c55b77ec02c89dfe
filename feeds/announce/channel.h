// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "feeds/announce/announcement.h"

namespace cityfm::announce {

/// What a channel gave back for a post.
struct Posted {
    std::string remote_id;
    std::string link;
};

/// A place that announcements go to.
///
/// The contract, which one test suite holds every channel to: `post()` returns only when the post is
/// certainly there; it throws kind `refused` when it certainly is not and trying again is no use, `later`
/// when it certainly is not and trying again may help, `unknown` when nobody can say. `find()` gives the post
/// that bears a key, on channels that can be read back; others say so by `can_find()`. `body()` is what
/// `post()` would send, byte for byte, without secrets. `withdraw()` takes a post back, or finds it gone;
/// false where the channel cannot.
class Channel {
  public:
    virtual ~Channel() = default;
    virtual bool can_find() const = 0;
    virtual std::optional<Posted> find(const std::string& key) = 0;
    virtual std::string body(const Announcement& announcement, const std::string& key) const = 0;
    virtual Posted post(const Announcement& announcement, const std::string& key) = 0;
    virtual bool withdraw(const std::string& key, const std::string& remote_id) = 0;
};

/// Appends each announcement as one JSON line to a file, and reads it back by its key.
std::unique_ptr<Channel> open_file_channel(const std::filesystem::path& file);

/// Posts to Slack's incoming webhook at `url`, which is a secret: errors name the channel by `id`.
std::unique_ptr<Channel> open_slack_webhook(const std::string& id, const std::string& url,
                                            const std::stop_token& stop);

}  // namespace cityfm::announce
