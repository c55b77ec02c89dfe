// SPDX-License-Identifier: MIT
#include "pipeline/net/public_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace cityfm;

namespace {

bool is_public(const std::string& text) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    if (::inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
        return net::is_public_address(reinterpret_cast<const sockaddr&>(v4));
    }
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    REQUIRE(::inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1);
    return net::is_public_address(reinterpret_cast<const sockaddr&>(v6));
}

/// A range of addresses that are not public, and its neighbours where they are.
struct Borders {
    std::string before, first, last, after;
};

}  // namespace

TEST_CASE("special ranges are not public from their first address to their last") {
    const auto& [before, first, last, after] = GENERATE(values<Borders>({
        {"", "0.0.0.0", "0.255.255.255", "1.0.0.0"},
        {"9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"},
        {"100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0"},
        {"126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0"},
        {"168.63.129.15", "168.63.129.16", "168.63.129.16", "168.63.129.17"},
        {"169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0"},
        {"172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"},
        {"191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0"},
        {"192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0"},
        {"192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0"},
        {"192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0"},
        {"198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0"},
        {"198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0"},
        {"203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0"},
        {"223.255.255.255", "224.0.0.0", "239.255.255.255", ""},
        {"", "240.0.0.0", "255.255.255.255", ""},
        {"", "::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2000::"},
        {"2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
         "2001:200::"},
        {"2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
         "2001:db9::"},
        {"3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
         "3fff:1000::"},
        {"3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""},
    }));
    CAPTURE(before, first, last, after);
    CHECK((before.empty() || is_public(before)));
    CHECK_FALSE(is_public(first));
    CHECK_FALSE(is_public(last));
    CHECK((after.empty() || is_public(after)));
}

TEST_CASE("what is served to everybody is public") {
    const std::string address = GENERATE("1.1.1.1", "8.8.8.8", "93.184.215.14", "2606:4700:4700::1111",
                                         "2a00:1450:4001:82f::200e", "2001:4860:4860::8888");
    CAPTURE(address);
    CHECK(is_public(address));
}

TEST_CASE("this machine, its networks and its cloud are not public") {
    const std::string address = GENERATE("127.0.0.1", "169.254.169.254", "255.255.255.255", "::1", "fe80::1",
                                         "fd00:ec2::254", "ff02::1", "fec0::1", "::127.0.0.1", "::8.8.8.8",
                                         "100::1", "64:ff9b:1::8.8.8.8", "2001:0:808:808::1", "5f00::1");
    CAPTURE(address);
    CHECK_FALSE(is_public(address));
}

TEST_CASE("an IPv6 address that carries an IPv4 one is judged by that") {
    const std::string carried = GENERATE("::ffff:", "64:ff9b::");
    CHECK(is_public(carried + "8.8.8.8"));
    CHECK(is_public(carried + "11.0.0.0"));
    CHECK_FALSE(is_public(carried + "10.255.255.255"));
    CHECK_FALSE(is_public(carried + "127.0.0.1"));
    CHECK_FALSE(is_public(carried + "169.254.169.254"));
}

TEST_CASE("an address of 6to4 is judged by the IPv4 address behind its first 16 bits") {
    CHECK(is_public("2002:808:808::1"));
    CHECK(is_public("2002:b00::"));
    CHECK_FALSE(is_public("2002::"));
    CHECK_FALSE(is_public("2002:aff:ffff::8.8.8.8"));
    CHECK_FALSE(is_public("2002:7f00:1::"));
    CHECK_FALSE(is_public("2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
}

TEST_CASE("an address of another family is not public") {
    sockaddr address{};
    address.sa_family = AF_UNIX;
    CHECK_FALSE(net::is_public_address(address));
}

TEST_CASE("loopback is 127.0.0.0/8 and ::1, and nothing beside them") {
    const auto is_loopback = [](const std::string& text) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        if (::inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1)
            return net::is_loopback_address(reinterpret_cast<const sockaddr&>(v4));
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        REQUIRE(::inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1);
        return net::is_loopback_address(reinterpret_cast<const sockaddr&>(v6));
    };
    for (const char* here : {"127.0.0.0", "127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1"}) {
        INFO(here);
        CHECK(is_loopback(here));
    }
    for (const char* elsewhere : {"126.255.255.255", "128.0.0.0", "0.0.0.0", "10.0.0.1", "169.254.169.254",
                                  "8.8.8.8", "::", "::2", "1::1", "::ffff:10.0.0.1", "64:ff9b::127.0.0.1"}) {
        INFO(elsewhere);
        CHECK_FALSE(is_loopback(elsewhere));
    }
}
