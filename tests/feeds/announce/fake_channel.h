// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "feeds/announce/channel.h"
#include "feeds/announce/outbox.h"

namespace cityfm::tests {

/// A channel whose service is a map, and that does what the test says while it posts.
class FakeChannel final : public announce::Channel {
  public:
    using Hook = std::function<void()>;

    explicit FakeChannel(announce::Memory memory, bool can_edit = false)
        : memory_(memory), edits_(can_edit) {}

    announce::Traits traits() const override;
    std::string body(const announce::Post& post) const override;
    announce::Posted post(const announce::Post& post) override;
    std::optional<announce::Posted> find(const announce::Post& post) override;
    std::optional<announce::Posted> edit(const announce::Post& post, const std::string& remote_id) override;
    bool withdraw(const std::string& key, const std::string& remote_id) override;
    std::vector<announce::Check> check() override { return checks; }

    /// Somebody deletes every post there.
    void clear() { live_.clear(); }
    /// What stands there now, by key: the title that it has.
    const std::map<std::string, std::string>& live() const { return live_; }

    Hook before_arrival = [] {};  ///< what it throws happens before the service has the post
    Hook after_arrival = [] {};   ///< what it throws happens when the service has it already
    Hook while_looking = [] {};
    Hook while_editing = [] {};
    int unseen_looks = 0;  ///< so often a post is not seen yet when it is looked for
    std::vector<announce::Check> checks;
    std::vector<std::string> posts;  ///< keys, as often as a post was made of them
    std::vector<std::string> asked;  ///< keys, as often as the service was asked to post
    std::vector<std::string> edits;  ///< titles
    std::vector<std::string> parents;

  private:
    announce::Memory memory_;
    bool edits_;
    std::map<std::string, std::string> live_;
    std::map<std::string, std::string> ids_;
};

/// Ends a run as a crash would: no error that anybody handles.
struct Crash {};

/// The moment `hours` after the episode's date.
core::Instant after(int hours);

/// An announcement that became due at hour 0, in channel "lobby".
announce::Due due_announcement();

/// 24 hours, as shows have it by default.
inline constexpr std::chrono::hours catch_up{24};

/// What holds for a run `hours` after the episode's date.
announce::Rules rules_after(int hours);

/// The world around a run: nobody sleeps.
announce::Surroundings surroundings(const std::function<bool()>& may_be_heard);

inline bool heard() {
    return true;
}

}  // namespace cityfm::tests
