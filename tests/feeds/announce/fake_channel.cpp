// SPDX-License-Identifier: MIT
#include "tests/feeds/announce/fake_channel.h"

#include <stdexcept>

namespace cityfm::tests {

std::optional<announce::Posted> FakeChannel::find(const std::string& key) {
    if (!readable_) throw std::logic_error("a blind channel was asked to look");
    while_looking();
    const auto found = ids_.find(key);
    if (found == ids_.end()) return std::nullopt;
    return announce::Posted{found->second, "https://chat.example/" + found->second};
}

std::string FakeChannel::body(const announce::Announcement& announcement, const std::string& key) const {
    return key + announcement.title;
}

announce::Posted FakeChannel::post(const announce::Announcement& /*announcement*/, const std::string& key) {
    before_arrival();
    posts.push_back(key);
    const std::string id = "post-" + std::to_string(posts.size());
    ids_.emplace(key, id);
    after_arrival();
    return {id, "https://chat.example/" + id};
}

bool FakeChannel::withdraw(const std::string& key, const std::string& /*remote_id*/) {
    if (readable_) ids_.erase(key);
    return readable_;
}

core::Instant after(int hours) {
    const std::chrono::year_month_day date{std::chrono::year{2026}, std::chrono::November,
                                           std::chrono::day{22}};
    return std::chrono::sys_days{date} + std::chrono::hours{hours};
}

announce::Due due_announcement() {
    announce::Due due;
    due.id = "lobby/2026-11-22-ramen";
    due.key = std::string(64, 'k');
    due.date = after(0);
    due.announcement.title = "ラーメンの題名";
    due.announcement.summary = "ラーメンの要約";
    due.announcement.question = "ラーメンの質問";
    due.announcement.listen_url = "https://radio.example.jp/media/ramen.mp3";
    return due;
}

}  // namespace cityfm::tests
