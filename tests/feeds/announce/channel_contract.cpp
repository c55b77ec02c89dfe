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

announce::Post post_with(const std::string& key) {
    announce::Post post;
    post.key = key;
    post.announcement = announce::worded(full_announcement(), {}, "ja", announce::Consent::words);
    post.date = core::parse_rfc3339("2026-11-22T20:00:00+09:00").value();
    post.since = post.date - std::chrono::hours(1);
    return post;
}

void check_channel_contract(const OpenChannel& open) {
    const announce::Post post = post_with(std::string(64, 'a'));
    const announce::Post other = post_with(std::string(64, 'b'));
    const auto channel = open();
    const announce::Traits traits = channel->traits();
    const bool readable = traits.memory == announce::Memory::readable;

    SECTION("what was posted is found by its key, and by no other") {
        const announce::Posted posted = channel->post(post);
        if (readable) {
            CHECK_FALSE(posted.remote_id.empty());
            const auto found = open()->find(post);
            REQUIRE(found);
            CHECK(found->remote_id == posted.remote_id);
            CHECK(found->link == posted.link);
            CHECK_FALSE(open()->find(other));
        }
    }

    SECTION("nothing is found before anything was posted") {
        if (readable) CHECK_FALSE(channel->find(post));
    }

    SECTION("a post that was taken back is gone, and taking it back twice is no error") {
        const announce::Posted posted = channel->post(post);
        channel->post(other);
        if (channel->withdraw(post.key, posted.remote_id)) {
            if (readable) {
                CHECK_FALSE(open()->find(post));
                CHECK(open()->find(other));
            }
            CHECK(open()->withdraw(post.key, posted.remote_id));
        }
    }

    SECTION("every post keeps its own identity") {
        const announce::Posted first = channel->post(post);
        const announce::Posted second = channel->post(other);
        if (readable || traits.edits) CHECK(first.remote_id != second.remote_id);
        if (readable) {
            CHECK(open()->find(post)->remote_id == first.remote_id);
            CHECK(open()->find(other)->remote_id == second.remote_id);
        }
    }

    SECTION("an edit keeps the post where it is, and finds out when it is gone") {
        if (traits.edits) {
            const announce::Posted posted = channel->post(post);
            announce::Post mended = post;
            mended.announcement.words.headline = "なおした題名";
            const auto edited = open()->edit(mended, posted.remote_id);
            REQUIRE(edited);
            CHECK(edited->remote_id == posted.remote_id);
            CHECK(open()->edit(mended, posted.remote_id));
            REQUIRE(channel->withdraw(post.key, posted.remote_id));
            CHECK_FALSE(open()->edit(mended, posted.remote_id));
        }
    }

    SECTION("looking at the body posts nothing, and it is the same each time") {
        const std::string body = channel->body(post);
        CHECK(body == open()->body(post));
        if (readable) CHECK_FALSE(channel->find(post));
    }

    SECTION("checking posts nothing and finds nothing wrong") {
        for (const announce::Check& check : channel->check()) {
            INFO(check.name);
            CHECK_FALSE(check.problem);
        }
        if (readable) CHECK_FALSE(channel->find(post));
    }
}

}  // namespace cityfm::tests
