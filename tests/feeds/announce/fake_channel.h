// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "feeds/announce/channel.h"
#include "feeds/announce/outbox.h"

namespace cityfm::tests {

/// A channel whose service is a map, and that does what the test says while it posts.
class FakeChannel final : public announce::Channel {
  public:
    using Hook = std::function<void()>;

    explicit FakeChannel(bool readable) : readable_(readable) {}

    bool can_find() const override { return readable_; }
    std::optional<announce::Posted> find(const std::string& key) override;
    std::string body(const announce::Announcement& announcement, const std::string& key) const override;
    announce::Posted post(const announce::Announcement& announcement, const std::string& key) override;
    bool withdraw(const std::string& key, const std::string& remote_id) override;

    Hook before_arrival = [] {};  ///< what it throws happens before the service has the post
    Hook after_arrival = [] {};   ///< what it throws happens when the service has it already
    Hook while_looking = [] {};
    std::vector<std::string> posts;  ///< keys, as often as they were posted

  private:
    bool readable_;
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

inline bool heard() {
    return true;
}

}  // namespace cityfm::tests
