// SPDX-License-Identifier: MIT
#include "pipeline/net/reach.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>

#include "pipeline/net/public_address.h"

namespace cityfm::net {
namespace {

std::string text_of(const sockaddr& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.sa_family == AF_INET) {
        const in_addr& v4 = reinterpret_cast<const sockaddr_in&>(address).sin_addr;
        ::inet_ntop(AF_INET, &v4, text.data(), text.size());
    } else if (address.sa_family == AF_INET6) {
        const in6_addr& v6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
        ::inet_ntop(AF_INET6, &v6, text.data(), text.size());
    }
    return text.data();
}

/// Whether an address may be connected to; `was_public` after one of the public internet has answered.
bool is_within(Reach reach, bool was_public, const sockaddr& address) {
    switch (reach) {
        case Reach::anywhere:
            return true;
        case Reach::as_typed:
            return !was_public || is_public_address(address);
        case Reach::public_internet:
            return is_public_address(address);
        case Reach::this_machine:
            return is_loopback_address(address);
    }
    return false;
}

}  // namespace

void ReachGuard::watch(CURL* handle) {
    if (reach_ == Reach::anywhere) return;
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, this);
    // A proxy on this machine would pass on to others what is meant to stay here.
    if (reach_ == Reach::this_machine) curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
}

bool ReachGuard::refused(CURLcode done) const {
    return done == CURLE_COULDNT_CONNECT && !allowed_ && !refused_address_.empty();
}

curl_socket_t ReachGuard::on_socket(void* user, curlsocktype /*purpose*/, curl_sockaddr* address) noexcept {
    auto& guard = *static_cast<ReachGuard*>(user);
    if (!is_within(guard.reach_, guard.was_public_, address->addr)) {
        guard.refused_address_ = text_of(address->addr);
        return CURL_SOCKET_BAD;
    }
    guard.allowed_ = true;
    guard.is_public_ = is_public_address(address->addr);
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace cityfm::net
