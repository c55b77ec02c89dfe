// SPDX-License-Identifier: MIT
#include "pipeline/core/url.h"

#include <catch2/catch.hpp>

using namespace cityfm;

TEST_CASE("paths become ASCII with their slashes kept") {
    CHECK(core::percent_encode_path("media/a-b_c.d~1.mp3") == "media/a-b_c.d~1.mp3");
    CHECK(core::percent_encode_path("声/𠮷 野.mp3") == "%E5%A3%B0/%F0%A0%AE%B7%20%E9%87%8E.mp3");
    CHECK(core::percent_encode_path("a%20b?c#d&e+f:g@h") == "a%2520b%3Fc%23d%26e%2Bf%3Ag%40h");
    CHECK(core::percent_encode_path("\"<>\n") == "%22%3C%3E%0A");
}

TEST_CASE("a value of a query holds nothing that parts queries or addresses") {
    CHECK(core::percent_encode_query("a-b_c.d~1") == "a-b_c.d~1");
    CHECK(core::percent_encode_query("https://example.jp/?a=1&b=2#c") ==
          "https%3A%2F%2Fexample.jp%2F%3Fa%3D1%26b%3D2%23c");
    CHECK(core::percent_encode_query("声 +%\n") == "%E5%A3%B0%20%2B%25%0A");
    CHECK(core::percent_encode_query("").empty());
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
    CHECK(core::resolve_address("http://a/b/c/d;p?q", reference) == target);
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
    CHECK(core::resolve_address("http://a/b/c/d;p?q", reference) == target);
}

TEST_CASE("a page at the root of its host may have no path") {
    const auto base = GENERATE(as<std::string>{}, "https://example.jp", "https://example.jp/",
                               "https://example.jp?q=/x/y", "https://example.jp/?q=/x/y#z/");
    CAPTURE(base);
    CHECK(core::resolve_address(base, "g") == "https://example.jp/g");
    CHECK(core::resolve_address(base, "../g") == "https://example.jp/g");
    CHECK(core::resolve_address(base, "/g/h") == "https://example.jp/g/h");
    CHECK(core::resolve_address(base, "//g.example") == "https://g.example");
    CHECK(core::resolve_address(base, ".") == "https://example.jp/");
}

TEST_CASE("on a page without a path, a query and a fragment stand behind the host") {
    CHECK(core::resolve_address("https://example.jp", "?y") == "https://example.jp?y");
    CHECK(core::resolve_address("https://example.jp", "#s") == "https://example.jp#s");
    CHECK(core::resolve_address("https://example.jp#t", "#s") == "https://example.jp#s");
}

TEST_CASE("a colon behind the first slash or question mark makes no scheme") {
    CHECK(core::resolve_address("http://a/b", "./g:h") == "http://a/g:h");
    CHECK(core::resolve_address("http://a/b", "?g:h") == "http://a/b?g:h");
    CHECK(core::resolve_address("http://a/b", "g?x=h:i") == "http://a/g?x=h:i");
    CHECK(core::resolve_address("http://a/b", "1:2") == "http://a/1:2");
}

TEST_CASE("where there is no page, a reference stays as it is") {
    CHECK(core::resolve_address("", "g") == "g");
    CHECK(core::resolve_address("radio", "../g") == "../g");
    CHECK(core::resolve_address("mailto:a@b.jp", "g") == "g");
}

TEST_CASE("name and password before a host are taken out of an address, and nothing else") {
    CHECK(core::without_userinfo("https://me:secret@old.example.jp/rss?a=b@c") ==
          "https://old.example.jp/rss?a=b@c");
    CHECK(core::without_userinfo("https://old.example.jp/@me/rss") == "https://old.example.jp/@me/rss");
    CHECK(core::without_userinfo("no address") == "no address");
}
