// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "feeds/announce/announcement.h"
#include "feeds/announce/wording.h"
#include "pipeline/core/error.h"
#include "pipeline/core/time.h"

namespace cityfm::announce {

/// One announcement on its way into a channel.
struct Post {
    std::string key;
    Announcement announcement;
    core::Instant date;             ///< the episode's, for services that want a date: it stays the same
    core::Instant since;            ///< nobody posted it before that: where looking for it begins
    bool repeats = false;           ///< it may be there already, under the same key
    std::string parent;             ///< the remote id of the post that it answers; empty for none
    std::filesystem::path picture;  ///< on this disk; may be empty
};

/// What a channel gave back for a post.
struct Posted {
    std::string remote_id;  ///< what the channel needs to find it again
    std::string link;
    core::Findings remarks;  ///< about what could not be said
};

/// What decides a retry after a lost answer.
enum class Memory {
    readable,    ///< look whether it is there, then repeat
    knows_keys,  ///< repeat with the same key: the service knows it for a while
    blind,       ///< nobody can say: a person has to look
};

/// What a channel can do.
struct Traits {
    Memory memory = Memory::blind;
    std::chrono::seconds key_life{0};  ///< of one that knows keys
    bool edits = false;
    Consent consent = Consent::words;
};

/// What was looked at without changing anything.
struct Check {
    std::string name;
    std::optional<core::Error> problem;
};

/// Looks, and keeps what `at` throws; but not `interrupted`.
Check look(std::string name, const std::function<void()>& at);

/// A place that announcements go to.
///
/// The contract, which one test suite holds every channel to: `post()` returns only when the post is
/// certainly there; it throws kind `refused` when it certainly is not and trying again is no use, `later`
/// when it certainly is not and trying again may help, `unknown` when nobody can say. `body()` is what
/// `post()` would send, byte for byte, without secrets. On a readable channel `find()` gives the post that
/// bears the key. Where the channel edits, `edit()` puts new words in the place of the old ones, as often as
/// it is asked to, and gives nothing where the post is gone. `withdraw()` takes a post back, or finds it
/// gone; false where the channel cannot. `check()` changes nothing.
class Channel {
  public:
    virtual ~Channel() = default;
    virtual Traits traits() const = 0;
    virtual std::string body(const Post& post) const = 0;
    virtual Posted post(const Post& post) = 0;
    virtual std::optional<Posted> find(const Post& post);
    virtual std::optional<Posted> edit(const Post& post, const std::string& remote_id);
    virtual bool withdraw(const std::string& key, const std::string& remote_id);
    virtual std::vector<Check> check();
};

}  // namespace cityfm::announce
