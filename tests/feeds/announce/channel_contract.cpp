// SPDX-License-Identifier: MIT
#include "tests/feeds/announce/channel_contract.h"

#include <catch2/catch.hpp>

namespace cityfm::tests {

announce::Announcement full_announcement() {
    announce::Announcement said;
    said.show = "FMリモート市役所";
    said.title = "一行目\n二行目 \"引用\" & <!channel> \\ 👩‍👩‍👧";
    said.display = "第12回";
    said.summary = "冬の一杯。";
    said.question = "どこがいちばん？";
    said.answer = "スレッドへどうぞ。";
    said.listen_url = "https://cdn.example.jp/a.mp3";
    said.page_url = "https://radio.example.jp/";
    said.transcript_url = "https://cdn.example.jp/a.vtt";
    said.picture_url = "https://cdn.example.jp/a.png";
    said.picture_alt = "FMリモート市役所";
    said.people = {"みかん", "ゲンさん"};
    said.topics = {"飲食"};
    said.duration_seconds = 1800.5;
    return said;
}

void check_channel_contract(const OpenChannel& open) {
    const announce::Announcement said = full_announcement();
    const std::string key(64, 'a');
    const std::string other_key(64, 'b');
    const auto channel = open();

    SECTION("what was posted is found by its key, and by no other") {
        const announce::Posted posted = channel->post(said, key);
        CHECK_FALSE(posted.remote_id.empty());
        if (channel->can_find()) {
            const auto found = open()->find(key);
            REQUIRE(found);
            CHECK(found->remote_id == posted.remote_id);
            CHECK(found->link == posted.link);
            CHECK_FALSE(open()->find(other_key));
        }
    }

    SECTION("nothing is found before anything was posted") {
        if (channel->can_find()) CHECK_FALSE(channel->find(key));
    }

    SECTION("a post that was taken back is gone, and taking it back twice is no error") {
        const announce::Posted posted = channel->post(said, key);
        channel->post(said, other_key);
        if (channel->withdraw(key, posted.remote_id)) {
            CHECK_FALSE(open()->find(key));
            CHECK(open()->find(other_key));
            CHECK(open()->withdraw(key, posted.remote_id));
        }
    }

    SECTION("every post keeps its own identity") {
        const announce::Posted first = channel->post(said, key);
        const announce::Posted second = channel->post(said, other_key);
        CHECK(first.remote_id != second.remote_id);
        if (channel->can_find()) {
            CHECK(open()->find(key)->remote_id == first.remote_id);
            CHECK(open()->find(other_key)->remote_id == second.remote_id);
        }
    }

    SECTION("looking at the body posts nothing, and it is the same each time") {
        const std::string body = channel->body(said, key);
        CHECK(body == open()->body(said, key));
        CHECK(body.find("どこがいちばん？") != std::string::npos);
        CHECK(body.find("https://cdn.example.jp/a.mp3") != std::string::npos);
        if (channel->can_find()) CHECK_FALSE(channel->find(key));
    }
}

}  // namespace cityfm::tests
