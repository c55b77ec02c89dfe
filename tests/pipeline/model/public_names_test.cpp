// SPDX-License-Identifier: MIT
#include "pipeline/model/public_names.h"

#include <catch2/catch.hpp>

using namespace cityfm;

TEST_CASE("podcast:guid is that of the namespace's own examples") {
    CHECK(model::podcast_guid("podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c");
    CHECK(model::podcast_guid("mp3s.nashownotes.com/pc20rss.xml") == "917393e3-1b1e-5cef-ace4-edaa54e1f810");
}

TEST_CASE("podcast:guid knows neither scheme nor trailing slashes") {
    CHECK(model::podcast_guid("https://podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c");
    CHECK(model::podcast_guid("http://podnews.net/rss//") == "9b024349-ccf0-5f69-a609-6b82873eab3c");
    CHECK(model::podcast_guid("feed://podnews.net/rss/") == "9b024349-ccf0-5f69-a609-6b82873eab3c");
}

TEST_CASE("sound may be served from elsewhere than pages") {
    model::Show show;
    show.address = "https://radio.example.jp/";
    show.media_address = "https://cdn.example.jp/fm/";
    CHECK(model::public_address(show, "episodes/声/index.html") ==
          "https://radio.example.jp/episodes/%E5%A3%B0/index.html");
    CHECK(model::media_address(show, "media/a.mp3") == "https://cdn.example.jp/fm/media/a.mp3");
}

TEST_CASE("a file's name holds the first twelve digits of its digest") {
    const std::string digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    CHECK(model::media_path("2026-11-22-ramen", digest, ".mp3") == "media/2026-11-22-ramen-ba7816bf8f01.mp3");
}

TEST_CASE("folder names are small letters, digits and dashes") {
    CHECK(model::is_slug("2026-11-22-ramen"));
    CHECK(model::is_slug("a"));
    CHECK(model::is_slug("7"));
    CHECK(model::is_slug("a--b"));
    CHECK(model::is_slug(std::string(100, 'a')));
    CHECK_FALSE(model::is_slug(std::string(101, 'a')));
    CHECK_FALSE(model::is_slug(""));
    CHECK_FALSE(model::is_slug("-a"));
    CHECK_FALSE(model::is_slug("a-"));
    CHECK_FALSE(model::is_slug("Ramen"));
    CHECK_FALSE(model::is_slug("a_b"));
    CHECK_FALSE(model::is_slug("a b"));
    CHECK_FALSE(model::is_slug("a.b"));
    CHECK_FALSE(model::is_slug("ラーメン"));
}

TEST_CASE("any text is proposed as a folder name that is one") {
    CHECK(model::propose_slug("2026-11-22 Ramen!") == "2026-11-22-ramen");
    CHECK(model::propose_slug("Hello,  World") == "hello-world");
    CHECK(model::propose_slug("第3回 ラーメン") == "3");
    CHECK(model::propose_slug("../etc/passwd") == "etc-passwd");
    CHECK(model::propose_slug("ラーメン").empty());
    CHECK(model::propose_slug("a" + std::string(99, '-') + "b") == "a-b");
    std::string longer(99, 'a');
    longer += " bcd";
    const std::string proposed = model::propose_slug(longer);
    CHECK(proposed == std::string(99, 'a'));
    CHECK(model::is_slug(proposed));
}

TEST_CASE("a feed is served at the address of its path, unless it has another") {
    model::Show show;
    show.address = "https://radio.example.jp/fm/";
    model::FeedSettings feed;
    CHECK(model::feed_address(show, feed) == "https://radio.example.jp/fm/feed.xml");
    feed.path = "声/opus feed.xml";
    CHECK(model::feed_address(show, feed) == "https://radio.example.jp/fm/%E5%A3%B0/opus%20feed.xml");
    feed.address = "https://feeds.example.jp/saku";
    CHECK(model::feed_address(show, feed) == "https://feeds.example.jp/saku");
}
