// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/servers/http_server.h"
#include "tests/support/services/services.h"

namespace cityfm::tests {

/// A service on loopback that fails on command, in the ways in which answers get lost.
class ScriptedServer {
  public:
    enum class Fault {
        none,
        wait_seconds,  ///< 429 and Retry-After: 1
        wait_date,     ///< 429 and Retry-After as an HTTP date, one or two seconds ahead
        wait_float,    ///< 429 and retry_after of 0.3 in the body, without a header
        wait_long,     ///< 429 and Retry-After: 3600
        error_before,  ///< 500, not applied
        error_after,   ///< 500, applied
        reset_before,  ///< RST without a byte of answer, not applied
        reset_after,   ///< RST without a byte of answer, applied
        cut_body,      ///< applied; less comes than Content-Length says
        not_json,      ///< applied; 200 and HTML
        slow,          ///< applied; answers when `patience` is over, or the server ends
    };

    /// Called on the thread of a request; may be set at any time.
    class Hook {
      public:
        Hook& operator=(std::function<void(const Asked&)> hook);
        void operator()(const Asked& asked) const;

      private:
        mutable std::mutex mutex_;
        std::function<void(const Asked&)> hook_;
    };

    /// `service` must outlive it.
    explicit ScriptedServer(Service& service);
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;
    /// Lets those who wait have their answer.
    ~ScriptedServer();

    /// The address of `path`, which starts with "/".
    std::string url(const std::string& path) const;

    /// What it was asked so far, in order; the query stands behind the path.
    std::vector<Asked> asked() const;

    /// How many of these were for posts (`Service::posts`).
    std::size_t asked_to_post() const;

    /// What befalls the next `times` requests for posts, instead of what was left of an earlier command.
    void misbehave(Fault fault, int times = 1);

    /// Keeps the service still while a test looks at it or changes it and clients are about.
    std::unique_lock<std::mutex> hold() { return std::unique_lock(turn_); }

    Hook on_arrival;  ///< a request for a post has been read and is not applied yet
    Hook on_applied;  ///< it is applied and not answered yet
    std::atomic<std::chrono::milliseconds> patience{std::chrono::milliseconds(5000)};

  private:
    struct Connection {
        int socket = -1;  ///< -1 once it is closed
        std::thread thread;
    };

    void listen();
    void serve(Connection& connection);
    void reap();
    Fault note(const Asked& asked, bool posting);
    /// False when the connection is to be reset.
    bool answer(int socket, const Asked& asked);

    Service& service_;
    int listener_;
    int port_ = 0;
    std::mutex turn_;
    mutable std::mutex mutex_;
    std::condition_variable end_;
    bool ended_ = false;
    Fault fault_ = Fault::none;
    int times_ = 0;
    std::vector<Asked> asked_;
    std::size_t asked_to_post_ = 0;
    std::list<Connection> connections_;
    std::thread thread_;
};

}  // namespace cityfm::tests
