// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tests/support/servers/http_server.h"

namespace cityfm::tests {

/// Serves a folder on loopback as a web server of today would: with tags, dates, ranges and 304.
class WebServer {
  public:
    explicit WebServer(std::filesystem::path folder);

    std::string url(const std::string& path) const { return server_.url(path); }

    /// `GET` requests of which the path starts like this.
    std::vector<Asked> asked_for(const std::string& start) const;
    /// How often it said 304.
    int not_modified() const { return not_modified_; }

    /// `from` leads to `to` for good.
    void redirect(const std::string& from, const std::string& to);
    /// The next sound file breaks off after so many bytes.
    void break_after(std::size_t bytes) { break_after_ = bytes; }

  private:
    Answer answer(const Asked& asked);

    std::filesystem::path folder_;
    std::mutex mutex_;
    std::map<std::string, std::string> redirects_;
    std::atomic<int> not_modified_ = 0;
    std::atomic<std::size_t> break_after_ = 0;
    HttpServer server_;
};

}  // namespace cityfm::tests
