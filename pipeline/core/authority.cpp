// SPDX-License-Identifier: MIT
#include "pipeline/core/authority.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "pipeline/core/ascii_case.h"

namespace cityfm::core {
namespace {

/// Where the parts of an authority lie in its address; all empty where there is none.
struct Authority {
    std::string_view user_info;  ///< without the @
    std::string_view rest;       ///< host and port
};

Authority authority_of(std::string_view address) {
    const std::size_t scheme = address.find("://");
    if (scheme == std::string_view::npos) return {};
    std::string_view whole = address.substr(scheme + 3);
    whole = whole.substr(0, whole.find_first_of("/?#"));
    const std::size_t at = whole.rfind('@');
    if (at == std::string_view::npos) return {{}, whole};
    return {whole.substr(0, at), whole.substr(at + 1)};
}

/// True for what may follow a host: nothing, or a port.
bool is_port(std::string_view text) {
    return text.empty() ||
           (text.front() == ':' && text.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

/// What follows the first colon; empty where there is none.
std::string_view behind_colon(std::string_view text) {
    const std::size_t colon = text.find(':');
    return colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
}

bool is_of_the_web(std::string_view address) {
    const std::string scheme = in_small_letters(address.substr(0, address.find("://")));
    return scheme == "http" || scheme == "https";
}

/// The password before an address's host; empty where there is none.
std::string_view password_in(std::string_view address) {
    const Authority authority = authority_of(address);
    // A name without a password is a token on the web (`https://TOKEN@git.example`), a login elsewhere.
    const bool is_token = authority.user_info.find(':') == std::string_view::npos && is_of_the_web(address);
    if (is_token && !authority.user_info.empty()) return authority.user_info;
    if (!authority.user_info.empty()) return behind_colon(authority.user_info);
    // One that holds a slash: it should be %2F, but `user:pass/word@host` gives it away all the same.
    const std::string_view begin = behind_colon(authority.rest);
    const std::size_t at = address.rfind('@');
    const bool is_port = begin.find_first_not_of("0123456789") == std::string_view::npos;
    if (is_port || authority.rest.starts_with('[') || at == std::string_view::npos) return {};
    const auto start = static_cast<std::size_t>(begin.data() - address.data());
    return at > start ? address.substr(start, at - start) : std::string_view();
}

}  // namespace

std::string_view host_of(std::string_view address) {
    const std::string_view rest = authority_of(address).rest;
    const bool in_brackets = rest.starts_with('[');
    const std::size_t end = in_brackets ? rest.find(']') : rest.find(':');
    if (in_brackets && end == std::string_view::npos) return {};
    const std::string_view host = rest.substr(0, in_brackets ? end + 1 : end);
    return is_port(rest.substr(host.size())) ? host : std::string_view();
}

bool is_this_machine(std::string_view host) {
    if (in_small_letters(host) == "localhost") return true;
    if (host.find('\0') != std::string_view::npos) return false;  // the C library reads no further
    const bool in_brackets = host.starts_with('[') && host.ends_with(']');
    const std::string literal(in_brackets ? host.substr(1, host.size() - 2) : host);
    in6_addr v6{};
    if (in_brackets)
        return ::inet_pton(AF_INET6, literal.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6) != 0;
    in_addr v4{};
    constexpr std::uint32_t loopback = 127;
    return ::inet_pton(AF_INET, literal.c_str(), &v4) == 1 && ntohl(v4.s_addr) >> 24U == loopback;
}

bool has_password(std::string_view address) {
    return !password_in(address).empty();
}

std::string without_password(std::string_view address) {
    const std::string_view password = password_in(address);
    std::string shown(address);
    if (!password.empty())
        shown.replace(static_cast<std::size_t>(password.data() - address.data()), password.size(), "…");
    return shown;
}

}  // namespace cityfm::core
