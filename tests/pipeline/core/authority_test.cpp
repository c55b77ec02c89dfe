// SPDX-License-Identifier: MIT
#include "pipeline/core/authority.h"

#include <catch2/catch.hpp>
#include <string>

using namespace cityfm;

TEST_CASE("the host of an address is what stands between user and port") {
    const auto [address, host] = GENERATE(table<std::string, std::string>({
        {"https://example.jp", "example.jp"},
        {"https://example.jp:8443/a@b", "example.jp"},
        {"https://mikan:ramen@example.jp/", "example.jp"},
        {"smtps://mikan@example.jp@mail.example.jp:465", "mail.example.jp"},
        {"http://localhost@evil.example/", "evil.example"},
        {"http://localhost:80@evil.example", "evil.example"},
        {"http://evil.example?@localhost", "evil.example"},
        {"http://evil.example#@localhost", "evil.example"},
        {"http://[::1]:8080/", "[::1]"},
        {"http://[::1].evil.example/", ""},
        {"http://[::1", ""},
        {"http://localhost:80.evil.example/", ""},
        {"http://", ""},
        {"localhost", ""},
        {"", ""},
    }));
    CAPTURE(address);
    CHECK(core::host_of(address) == host);
}

TEST_CASE("this machine is a whole name or an address of loopback in its usual form") {
    const std::string here =
        GENERATE("localhost", "LocalHost", "127.0.0.1", "127.255.255.254", "[::1]", "[0:0:0:0:0:0:0:1]");
    CAPTURE(here);
    CHECK(core::is_this_machine(here));
}

TEST_CASE("names that begin or end like this machine's, and numbers that are read in many ways, are not it") {
    const std::string elsewhere =
        GENERATE("localhost.evil.localhost", "localhost.evil.example", "evil.localhost", "localhost.",
                 "127.1", "0x7f.1", "0x7f000001", "2130706433", "0177.0.0.1", "127.0.0.1.evil.example",
                 "127.0.0.1.", "128.0.0.1", "10.0.0.1", "0.0.0.0", "::1", "[::1", "[::2]", "[::]",
                 "[127.0.0.1]", "[]", "[::1%25lo]", "local%68ost", "ｌocalhost", "", " localhost");
    CAPTURE(elsewhere);
    CHECK_FALSE(core::is_this_machine(elsewhere));
    CHECK_FALSE(core::is_this_machine(std::string("127.0.0.1\0.evil.example", 23)));
}

TEST_CASE("a user's name without a password is a token in an address of the web, a login elsewhere") {
    for (const char* token : {"https://glpat-mikan@example.jp/x.git", "HTTP://mikan%3A@example.jp",
                              "https://mikan@[2001:db8::1]:8080/"}) {
        INFO(token);
        CHECK(core::has_password(token));
        CHECK(core::without_password(token).find("mikan") == std::string::npos);
        CHECK(core::without_password(token).find("://…@") != std::string::npos);
    }
    CHECK_FALSE(core::has_password("sftp://mikan@example.jp/"));
    CHECK_FALSE(core::has_password("https://@example.jp/"));
}

TEST_CASE("a password stands behind the first colon before the host") {
    for (const char* with :
         {"https://mikan:ramen@example.jp/", "smtp://mikan:ra:men@example.jp", "redis://:ramen@example.jp",
          "x+y://a@b:ramen@example.jp", "smtps://mikan:ra/men@example.jp"}) {
        INFO(with);
        CHECK(core::has_password(with));
        CHECK(core::without_password(with).find("men@") == std::string::npos);
        CHECK(core::without_password(with).ends_with(
            "…@example.jp" + std::string(with).substr(std::string(with).find("jp") + 2)));
    }
    for (const char* without :
         {"smtps://mikan@example.jp:465", "smtps://mikan%3Aramen@example.jp", "smtps://mikan:@example.jp",
          "https://example.jp:8080/@mikan", "https://example.jp/a:b@c", "https://example.jp?a:b@c",
          "http://[::1]:80/@x", "mailto:mikan@example.jp", "mikan:ramen@example.jp"}) {
        INFO(without);
        CHECK_FALSE(core::has_password(without));
        CHECK(core::without_password(without) == without);
    }
}
