// SPDX-License-Identifier: MIT
#include "pipeline/model/address.h"

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

TEST_CASE("paths become ASCII with their slashes kept") {
    CHECK(model::percent_encode_path("media/a-b_c.d~1.mp3") == "media/a-b_c.d~1.mp3");
    CHECK(model::percent_encode_path("声/𠮷 野.mp3") == "%E5%A3%B0/%F0%A0%AE%B7%20%E9%87%8E.mp3");
    CHECK(model::percent_encode_path("a%20b?c#d&e+f:g@h") == "a%2520b%3Fc%23d%26e%2Bf%3Ag%40h");
    CHECK(model::percent_encode_path("\"<>\n") == "%22%3C%3E%0A");
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

TEST_CASE("a value of a query holds nothing that parts queries or addresses") {
    CHECK(model::percent_encode_query("a-b_c.d~1") == "a-b_c.d~1");
    CHECK(model::percent_encode_query("https://example.jp/?a=1&b=2#c") ==
          "https%3A%2F%2Fexample.jp%2F%3Fa%3D1%26b%3D2%23c");
    CHECK(model::percent_encode_query("声 +%\n") == "%E5%A3%B0%20%2B%25%0A");
    CHECK(model::percent_encode_query("").empty());
}

TEST_CASE("addresses are resolved as in the normal examples of RFC 3986, section 5.4.1") {
    const auto [reference, target] =
        GENERATE(table<std::string, std::string>({{"g:h", "g:h"},
                                                  {"g", "http://a/b/c/g"},
                                                  {"./g", "http://a/b/c/g"},
                                                  {"g/", "http://a/b/c/g/"},
                                                  {"/g", "http://a/g"},
                                                  {"//g", "http://g"},
                                                  {"?y", "http://a/b/c/d;p?y"},
                                                  {"g?y", "http://a/b/c/g?y"},
                                                  {"#s", "http://a/b/c/d;p?q#s"},
                                                  {"g#s", "http://a/b/c/g#s"},
                                                  {"g?y#s", "http://a/b/c/g?y#s"},
                                                  {";x", "http://a/b/c/;x"},
                                                  {"g;x", "http://a/b/c/g;x"},
                                                  {"g;x?y#s", "http://a/b/c/g;x?y#s"},
                                                  {"", "http://a/b/c/d;p?q"},
                                                  {".", "http://a/b/c/"},
                                                  {"./", "http://a/b/c/"},
                                                  {"..", "http://a/b/"},
                                                  {"../", "http://a/b/"},
                                                  {"../g", "http://a/b/g"},
                                                  {"../..", "http://a/"},
                                                  {"../../", "http://a/"},
                                                  {"../../g", "http://a/g"}}));
    CAPTURE(reference);
    CHECK(model::resolve_address("http://a/b/c/d;p?q", reference) == target);
}

TEST_CASE("addresses are resolved as in the abnormal examples of RFC 3986, section 5.4.2") {
    const auto [reference, target] =
        GENERATE(table<std::string, std::string>({{"../../../g", "http://a/g"},
                                                  {"../../../../g", "http://a/g"},
                                                  {"/./g", "http://a/g"},
                                                  {"/../g", "http://a/g"},
                                                  {"g.", "http://a/b/c/g."},
                                                  {".g", "http://a/b/c/.g"},
                                                  {"g..", "http://a/b/c/g.."},
                                                  {"..g", "http://a/b/c/..g"},
                                                  {"./../g", "http://a/b/g"},
                                                  {"./g/.", "http://a/b/c/g/"},
                                                  {"g/./h", "http://a/b/c/g/h"},
                                                  {"g/../h", "http://a/b/c/h"},
                                                  {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
                                                  {"g;x=1/../y", "http://a/b/c/y"},
                                                  {"g?y/./x", "http://a/b/c/g?y/./x"},
                                                  {"g?y/../x", "http://a/b/c/g?y/../x"},
                                                  {"g#s/./x", "http://a/b/c/g#s/./x"},
                                                  {"g#s/../x", "http://a/b/c/g#s/../x"},
                                                  {"http:g", "http:g"}}));
    CAPTURE(reference);
    CHECK(model::resolve_address("http://a/b/c/d;p?q", reference) == target);
}

TEST_CASE("a page at the root of its host may have no path") {
    const auto base = GENERATE(as<std::string>{}, "https://example.jp", "https://example.jp/",
                               "https://example.jp?q=/x/y", "https://example.jp/?q=/x/y#z/");
    CAPTURE(base);
    CHECK(model::resolve_address(base, "g") == "https://example.jp/g");
    CHECK(model::resolve_address(base, "../g") == "https://example.jp/g");
    CHECK(model::resolve_address(base, "/g/h") == "https://example.jp/g/h");
    CHECK(model::resolve_address(base, "//g.example") == "https://g.example");
    CHECK(model::resolve_address(base, ".") == "https://example.jp/");
}

TEST_CASE("on a page without a path, a query and a fragment stand behind the host") {
    CHECK(model::resolve_address("https://example.jp", "?y") == "https://example.jp?y");
    CHECK(model::resolve_address("https://example.jp", "#s") == "https://example.jp#s");
    CHECK(model::resolve_address("https://example.jp#t", "#s") == "https://example.jp#s");
}

TEST_CASE("a colon behind the first slash or question mark makes no scheme") {
    CHECK(model::resolve_address("http://a/b", "./g:h") == "http://a/g:h");
    CHECK(model::resolve_address("http://a/b", "?g:h") == "http://a/b?g:h");
    CHECK(model::resolve_address("http://a/b", "g?x=h:i") == "http://a/g?x=h:i");
    CHECK(model::resolve_address("http://a/b", "1:2") == "http://a/1:2");
}

TEST_CASE("where there is no page, a reference stays as it is") {
    CHECK(model::resolve_address("", "g") == "g");
    CHECK(model::resolve_address("radio", "../g") == "../g");
    CHECK(model::resolve_address("mailto:a@b.jp", "g") == "g");
}

TEST_CASE("name and password before a host are taken out of an address, and nothing else") {
    CHECK(model::without_userinfo("https://me:secret@old.example.jp/rss?a=b@c") ==
          "https://old.example.jp/rss?a=b@c");
    CHECK(model::without_userinfo("https://old.example.jp/@me/rss") == "https://old.example.jp/@me/rss");
    CHECK(model::without_userinfo("no address") == "no address");
}
