// SPDX-License-Identifier: MIT
#include "tests/feeds/announce/fake_channel.h"

#include <stdexcept>

namespace cityfm::tests {

announce::Traits FakeChannel::traits() const {
    return {memory_, std::chrono::hours(6), edits_, announce::Consent::words};
}

std::optional<announce::Posted> FakeChannel::find(const announce::Post& post) {
    if (memory_ != announce::Memory::readable)
        throw std::logic_error("a channel that cannot be read was asked to look");
    while_looking();
    if (!live_.contains(post.key) || unseen_looks-- > 0) return std::nullopt;
    const std::string& id = ids_.at(post.key);
    return announce::Posted{id, "https://chat.example/" + id, {}};
}

std::string FakeChannel::body(const announce::Post& post) const {
    return post.key + post.announcement.title;
}

announce::Posted FakeChannel::post(const announce::Post& post) {
    asked.push_back(post.key);
    before_arrival();
    const bool is_known = memory_ == announce::Memory::knows_keys && ids_.contains(post.key);
    if (!is_known) {
        posts.push_back(post.key);
        parents.push_back(post.parent);
        ids_.insert_or_assign(post.key, "post-" + std::to_string(posts.size()));
        live_.insert_or_assign(post.key, post.announcement.title);
    }
    after_arrival();
    const std::string& id = ids_.at(post.key);
    return {id, "https://chat.example/" + id, {}};
}

std::optional<announce::Posted> FakeChannel::edit(const announce::Post& post, const std::string& remote_id) {
    while_editing();
    if (!live_.contains(post.key)) return std::nullopt;
    edits.push_back(post.announcement.title);
    live_.insert_or_assign(post.key, post.announcement.title);
    return announce::Posted{remote_id, {}, {}};
}

bool FakeChannel::withdraw(const std::string& key, const std::string& /*remote_id*/) {
    const bool can = memory_ == announce::Memory::readable;
    if (can) live_.erase(key);
    return can;
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
    due.channel = "lobby";
    due.date = after(0);
    due.since = after(-24);
    due.episode_date = after(0);
    due.announcement.title = "ラーメンの題名";
    due.announcement.summary = "ラーメンの要約";
    due.announcement.question = "ラーメンの質問";
    due.announcement.listen_url = "https://radio.example.jp/media/ramen.mp3";
    return due;
}

announce::Rules rules_after(int hours) {
    return {after(hours), catch_up};
}

announce::Surroundings surroundings(const std::function<bool()>& may_be_heard) {
    return {may_be_heard, {}, [](std::chrono::milliseconds) {}};
}

}  // namespace cityfm::tests
