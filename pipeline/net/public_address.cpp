// SPDX-License-Identifier: MIT
#include "pipeline/net/public_address.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace cityfm::net {
namespace {

/// The first `bits` bits of an address, of which the first 32 are enough.
struct Prefix {
    std::uint32_t start;
    int bits;
};

constexpr std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c = 0, std::uint32_t d = 0) {
    return a << 24U | b << 16U | c << 8U | d;
}

constexpr std::uint32_t v6(std::uint32_t a, std::uint32_t b = 0) {
    return a << 16U | b;
}

constexpr Prefix loopback_v4{v4(127, 0), 8};

constexpr std::array special_v4 = {
    Prefix{v4(0, 0), 8},         Prefix{v4(10, 0), 8},
    Prefix{v4(100, 64), 10},     loopback_v4,
    Prefix{v4(169, 254), 16},    Prefix{v4(172, 16), 12},
    Prefix{v4(192, 0, 0), 24},   Prefix{v4(192, 0, 2), 24},
    Prefix{v4(192, 88, 99), 24}, Prefix{v4(192, 168), 16},
    Prefix{v4(198, 18), 15},     Prefix{v4(198, 51, 100), 24},
    Prefix{v4(203, 0, 113), 24}, Prefix{v4(168, 63, 129, 16), 32},
    Prefix{v4(224, 0), 4},       Prefix{v4(240, 0), 4},
};

/// 2000::/3, all that is given out for the internet so far, and what of it is for other things.
constexpr Prefix global_v6{v6(0x2000), 3};
constexpr std::array special_v6 = {
    Prefix{v6(0x2001, 0), 23},
    Prefix{v6(0x2001, 0x0db8), 32},
    Prefix{v6(0x3fff), 20},
};
constexpr Prefix six_to_four{v6(0x2002), 16};

// IPv6 addresses whose last 32 bits are an IPv4 address: ::ffff:0:0/96 (mapped) and 64:ff9b::/96 (NAT64).
using Bytes = std::array<std::uint8_t, 16>;
constexpr std::size_t carried_at = 12;
constexpr std::array<std::uint8_t, carried_at> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr std::array<std::uint8_t, carried_at> nat64{0, 0x64, 0xFF, 0x9B};

bool lies_in(const Prefix& prefix, std::uint32_t address) {
    return (address ^ prefix.start) >> static_cast<unsigned>(32 - prefix.bits) == 0;
}

template <std::size_t count>
bool lies_in_any(const std::array<Prefix, count>& prefixes, std::uint32_t address) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const Prefix& prefix) { return lies_in(prefix, address); });
}

std::uint32_t word_at(const Bytes& bytes, std::size_t at) {
    return v4(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}

bool is_public_v4(std::uint32_t address) {
    return !lies_in_any(special_v4, address);
}

bool is_loopback_v4(std::uint32_t address) {
    return lies_in(loopback_v4, address);
}

bool begins_with(const Bytes& bytes, const std::array<std::uint8_t, carried_at>& start) {
    return std::equal(start.begin(), start.end(), bytes.begin());
}

bool is_public_v6(const Bytes& bytes) {
    if (begins_with(bytes, mapped) || begins_with(bytes, nat64))
        return is_public_v4(word_at(bytes, carried_at));
    const std::uint32_t start = word_at(bytes, 0);
    if (lies_in(six_to_four, start)) return is_public_v4(word_at(bytes, 2));
    return lies_in(global_v6, start) && !lies_in_any(special_v6, start);
}

bool is_loopback_v6(const Bytes& bytes) {
    constexpr Bytes one{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return bytes == one || (begins_with(bytes, mapped) && is_loopback_v4(word_at(bytes, carried_at)));
}

std::uint32_t v4_in(const sockaddr& address) {
    return ntohl(reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr);
}

Bytes v6_in(const sockaddr& address) {
    Bytes bytes{};
    std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, bytes.size());
    return bytes;
}

}  // namespace

bool is_public_address(const sockaddr& address) {
    if (address.sa_family == AF_INET) return is_public_v4(v4_in(address));
    return address.sa_family == AF_INET6 && is_public_v6(v6_in(address));
}

bool is_loopback_address(const sockaddr& address) {
    if (address.sa_family == AF_INET) return is_loopback_v4(v4_in(address));
    return address.sa_family == AF_INET6 && is_loopback_v6(v6_in(address));
}

}  // namespace cityfm::net
