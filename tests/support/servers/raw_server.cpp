// SPDX-License-Identifier: MIT
#include "tests/support/servers/raw_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace cityfm::tests {

Wire::~Wire() {
    ::close(socket_);
}

std::string Wire::hear() const {
    std::string head;
    char c = 0;
    while (!head.ends_with("\r\n\r\n") && ::recv(socket_, &c, 1, 0) == 1) head += c;
    return head;
}

bool Wire::say(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Wire::wait_until_client_goes() const {
    char c = 0;
    while (::recv(socket_, &c, 1, 0) > 0) continue;
}

RawServer::RawServer(Talk talk, std::string host)
    : talk_(std::move(talk)), host_(std::move(host)), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    // It is never asked through a proxy of this machine.
    ::setenv("no_proxy", ("127.0.0.1," + host_).c_str(), 1);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    socklen_t size = sizeof address;
    if (::inet_pton(AF_INET, host_.c_str(), &address.sin_addr) != 1 ||
        ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0 ||
        ::listen(listener_, 8) != 0) {
        throw std::runtime_error("cannot listen on " + host_);
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

RawServer::~RawServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
}

std::string RawServer::url(const std::string& path) const {
    return "http://" + host_ + ":" + std::to_string(port_) + path;
}

std::vector<std::string> RawServer::asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
}

void RawServer::serve() {
    for (std::size_t number = 0;; ++number) {
        const int socket = ::accept(listener_, nullptr, nullptr);
        if (socket < 0) return;
        const Wire wire(socket);
        {
            std::string head = wire.hear();
            const std::lock_guard lock(mutex_);
            asked_.push_back(std::move(head));
        }
        talk_(wire, number);
    }
}

}  // namespace cityfm::tests
