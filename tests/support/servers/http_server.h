// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace cityfm::tests {

/// What the server was asked. Header names are in lower case.
struct Asked {
    std::string method;
    std::string path;
    std::map<std::string, std::string> headers;
    std::string body;
};

/// What it is to answer.
struct Answer {
    int status = 200;
    std::string body;
    std::map<std::string, std::string> headers;
    /// Closes the connection after so many bytes of the body, whose whole length was announced.
    std::optional<std::size_t> cut_after;
};

/// An HTTP server on loopback, for as long as it lives.
class HttpServer {
  public:
    using Handler = std::function<Answer(const Asked&)>;

    /// `handler` answers everything; it is called from other threads.
    explicit HttpServer(Handler handler);
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    ~HttpServer();

    /// The address of `path`, which starts with "/".
    std::string url(const std::string& path) const;

    /// What it was asked so far, in order.
    std::vector<Asked> asked() const;

  private:
    struct Server;
    mutable std::mutex mutex_;
    std::vector<Asked> asked_;
    std::unique_ptr<Server> server_;
};

/// Holds handlers back until it is destroyed: declare it behind the server, so that it goes first.
class Gate {
  public:
    Gate() : opened_(promise_.get_future().share()) {}
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;
    ~Gate() { promise_.set_value(); }

    /// A copy for a handler to wait on.
    std::shared_future<void> opened() const { return opened_; }

  private:
    std::promise<void> promise_;
    std::shared_future<void> opened_;
};

}  // namespace cityfm::tests
