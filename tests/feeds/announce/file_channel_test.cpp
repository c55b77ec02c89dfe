// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "feeds/announce/channels/open_channel.h"
#include "pipeline/core/error.h"
#include "tests/feeds/announce/channel_contract.h"
#include "tests/support/files.h"

using namespace cityfm;

namespace {

const announce::Post post = tests::post_with(std::string(64, 'a'));

std::unique_ptr<announce::Channel> open_file_channel(const std::filesystem::path& file) {
    announce::Opening opening;
    opening.channel.to = file;
    return announce::open_file(opening);
}

}  // namespace

TEST_CASE("a file keeps the contract of channels") {
    const tests::TempFolder folder;
    tests::check_channel_contract([&] { return open_file_channel(folder / "lobby/posts.jsonl"); });
}

TEST_CASE("the line that a file gets is the body, byte for byte") {
    const tests::TempFolder folder;
    const auto channel = open_file_channel(folder / "posts.jsonl");
    const std::string body = channel->body(post);
    channel->post(post);
    CHECK(tests::read(folder / "posts.jsonl") == body + "\n");
}

TEST_CASE("the line is one JSON object with the key and all that is said") {
    const tests::TempFolder folder;
    open_file_channel(folder / "posts.jsonl")->post(post);
    REQUIRE(tests::lines_of(folder / "posts.jsonl").size() == 1);
    const auto json = nlohmann::json::parse(tests::read(folder / "posts.jsonl"));
    CHECK(json.at("key") == post.key);
    CHECK(json.at("show") == "FMリモート市役所");
    CHECK(json.at("title") == "一行目\n二行目 \"引用\" & <!channel> \\ 👩‍👩‍👧");
    CHECK(json.at("display") == "第12回");
    CHECK(json.at("summary") == "冬の一杯。");
    CHECK(json.at("question") == "どこがいちばん？");
    CHECK(json.at("answer") == "スレッドへどうぞ。");
    CHECK(json.at("version") == 1);
    CHECK(json.at("listen_url") == "https://cdn.example.jp/a.mp3");
    CHECK(json.at("page_url") == "https://radio.example.jp/");
    CHECK(json.at("transcript_url") == "https://cdn.example.jp/a.vtt");
    CHECK(json.at("picture_url") == "https://cdn.example.jp/a.png");
    CHECK(json.at("picture_alt") == "FMリモート市役所");
    CHECK(json.at("people") == std::vector<std::string>{"みかん", "ゲンさん"});
    CHECK(json.at("topics") == std::vector<std::string>{"飲食"});
    CHECK(json.at("duration_seconds").get<double>() == Approx(1800.5).margin(0.001));
}

TEST_CASE("a post torn by a crash is no post, and does not spoil the next") {
    const tests::TempFolder folder;
    const auto channel = open_file_channel(folder / "posts.jsonl");
    const std::string body = channel->body(post);
    const std::size_t torn_at = GENERATE(1U, 30U, 76U, 200U);
    REQUIRE(torn_at < body.size());
    tests::write(folder / "posts.jsonl", body.substr(0, torn_at));
    CHECK_FALSE(channel->find(post));
    const announce::Posted posted = channel->post(post);
    CHECK(channel->find(post)->remote_id == posted.remote_id);
    const auto lines = tests::lines_of(folder / "posts.jsonl");
    REQUIRE(lines.size() == 2);
    CHECK(lines[0] == body.substr(0, torn_at));
    CHECK(lines[1] == body);
}

TEST_CASE("lines of others in the file are passed over") {
    const tests::TempFolder folder;
    const std::string line = GENERATE("", "7", "[1]", "\"text\"", "{}", "{\"key\":5}", "{\"key\":null}");
    CAPTURE(line);
    tests::write(folder / "posts.jsonl", line + "\n");
    const auto channel = open_file_channel(folder / "posts.jsonl");
    CHECK_FALSE(channel->find(post));
    channel->post(post);
    CHECK(channel->find(post));
}

TEST_CASE("a file that holds something else than lines of JSON, or a ledger, is left as it is") {
    const tests::TempFolder folder;
    const std::string text = GENERATE("root:x:0:0:root:/root:/bin/bash\n", "[core]\n\tbare = false\n",
                                      "{\n  \"a\": 1\n}\n", "{\"v\":1,\"key\":\"k\",\"status\":\"sent\"}\n");
    CAPTURE(text);
    tests::write(folder / "posts.jsonl", text);
    const auto channel = open_file_channel(folder / "posts.jsonl");
    CHECK_THROWS_AS(channel->find(post), core::Error);
    CHECK_THROWS_AS(channel->post(post), core::Error);
    CHECK(tests::read(folder / "posts.jsonl") == text);
}

TEST_CASE("a file that cannot be written is an error that says so") {
    const tests::TempFolder folder;
    tests::write(folder / "lobby", "a file where a folder has to be");
    const auto channel = open_file_channel(folder / "lobby/posts.jsonl");
    CHECK_THROWS_AS(channel->post(post), core::Error);
}
