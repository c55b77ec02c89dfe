// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace cityfm::tests {

/// A connection to a RawServer, seen from there.
class Wire {
  public:
    explicit Wire(int socket) : socket_(socket) {}
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;
    ~Wire();

    /// What is asked, to the end of its headers.
    std::string hear() const;

    /// False when the client has gone.
    bool say(std::string_view bytes) const;

    void wait_until_client_goes() const;

  private:
    int socket_;
};

/// A server that says byte for byte what it is told to, as no honest one would; one connection at a time.
class RawServer {
  public:
    /// Answers the connection of a number, from 0, on another thread; then it is closed.
    using Talk = std::function<void(const Wire& wire, std::size_t number)>;

    explicit RawServer(Talk talk, std::string host = "127.0.0.1");
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;
    ~RawServer();

    /// The address of `path`, which starts with "/".
    std::string url(const std::string& path) const;

    /// What it was asked so far, in order.
    std::vector<std::string> asked() const;

  private:
    void serve();

    Talk talk_;
    std::string host_;
    int listener_;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<std::string> asked_;
    std::thread thread_;
};

}  // namespace cityfm::tests
